using System.Numerics;

namespace WireProxy.Sql.Analysis;

/// <summary>A set of <see cref="StatementKind"/>: one statement can be several things at once.</summary>
public readonly record struct StatementKinds(uint Bits)
{
    public static StatementKinds None => default;

    public static StatementKinds Of(StatementKind kind) => new(1u << (int)kind);

    public bool Contains(StatementKind kind) => (Bits & (1u << (int)kind)) != 0;

    public bool Overlaps(StatementKinds other) => (Bits & other.Bits) != 0;

    public StatementKinds With(StatementKind kind) => new(Bits | (1u << (int)kind));

    public StatementKinds Union(StatementKinds other) => new(Bits | other.Bits);

    /// <summary>The members in declaration order.</summary>
    public IEnumerable<StatementKind> Members()
    {
        for (uint rest = Bits; rest != 0; rest &= rest - 1)
            yield return (StatementKind)BitOperations.TrailingZeroCount(rest);
    }
}
