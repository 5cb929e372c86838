using WireProxy.Masking.MySql.Catalog;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.MySql;

/// <summary>The mask of a value whose lineage is known.</summary>
internal static class SourceMasks
{
    private static readonly MaskSpec Full = new(MaskKind.Full);

    /// <summary>
    /// A copy of a column keeps its mask. What is computed from one can hold any part of the value anywhere, so it is hidden
    /// whole. Null if no source has a mask.
    /// </summary>
    public static MaskSpec? Of(Lineage lineage, CatalogView catalog)
    {
        MaskSpec? strictest = null;
        foreach (SourceColumn source in lineage.Sources)
            strictest = Strictest.Of(strictest, catalog.Relation(source.Relation).MaskOf(source.Column));
        if (strictest is null || lineage.Derivation == Derivation.Copy)
            return strictest;
        return strictest.Kind == MaskKind.Null ? strictest : Full;
    }
}
