using System.Collections.Immutable;

namespace WireProxy.Sql.Analysis;

/// <summary>One column of a result and the source columns that its value depends on.</summary>
/// <param name="Name">The name as it will appear in the result, or null where the server chooses it.</param>
/// <param name="Lineage">Where the value comes from.</param>
public readonly record struct OutputColumn(string? Name, Lineage Lineage);

/// <summary>The source columns of a value, or the statement that they are not known.</summary>
/// <param name="IsKnown">False: the value may come from anywhere that the statement reads.</param>
/// <param name="Sources">Relation and column names; empty for constants.</param>
public readonly record struct Lineage(bool IsKnown, ImmutableArray<SourceColumn> Sources)
{
    public static Lineage Unknown { get; } = new(false, []);

    /// <summary>Whether every value is one source's value as it is, so that a mask which keeps a part of it can be applied.</summary>
    public Derivation Derivation { get; init; }
}

/// <summary>What a statement did to the source values before it returned them.</summary>
public enum Derivation : byte
{
    /// <summary>Operators, functions, aggregates: the value may hold any part of its sources in any form.</summary>
    Computed,

    /// <summary>
    /// Each value is an unchanged copy of a value of one of the sources, or a constant of the statement. With several sources (the arms of a UNION, a
    /// column of USING, a name that may belong to several tables) any of them may be the one.
    /// </summary>
    Copy,
}

/// <summary>A column of a named relation; <c>*</c> as column stands for all of its columns.</summary>
public readonly record struct SourceColumn(SqlName Relation, string Column);
