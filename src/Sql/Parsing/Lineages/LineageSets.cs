using System.Collections.Immutable;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Parsing.Lineages;

/// <summary>Joins the sources of values.</summary>
internal static class LineageSets
{
    /// <summary>With more sources than this a value is taken to come from anywhere.</summary>
    private const int MostSources = 200;

    public static Lineage Constant { get; } = new(true, []);

    /// <summary>A value that is one or the other: a copy if both are.</summary>
    public static Lineage Union(Lineage first, Lineage second)
    {
        Lineage joined = Computed(first, second);
        bool isCopy = IsCopyOrConstant(first) && IsCopyOrConstant(second) && !joined.Sources.IsEmpty;
        return joined.IsKnown && isCopy ? joined with { Derivation = Derivation.Copy } : joined;
    }

    /// <summary>A value made of both.</summary>
    public static Lineage Computed(Lineage first, Lineage second)
    {
        if (!first.IsKnown || !second.IsKnown)
            return Lineage.Unknown;
        if (second.Sources.IsEmpty || first.Sources.SequenceEqual(second.Sources))
            return new Lineage(true, first.Sources);
        ImmutableArray<SourceColumn> sources = [.. first.Sources.Union(second.Sources)];
        return sources.Length > MostSources ? Lineage.Unknown : new Lineage(true, sources);
    }

    public static bool Same(Lineage first, Lineage second) =>
        first.IsKnown == second.IsKnown && first.Derivation == second.Derivation && first.Sources.Length == second.Sources.Length;

    private static bool IsCopyOrConstant(Lineage lineage) =>
        lineage.IsKnown && (lineage.Derivation == Derivation.Copy || lineage.Sources.IsEmpty);
}
