using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Postgres;

/// <summary>The mask of a value whose lineage is known.</summary>
internal static class SourceMasks
{
    private static readonly MaskSpec Full = new(MaskKind.Full);

    /// <summary>
    /// A copy of a column keeps its mask. What is computed from one can hold any part of the value anywhere, so it is hidden
    /// whole. Null if no source has a mask.
    /// </summary>
    public static MaskSpec? Of(Lineage lineage, CatalogSnapshot catalog)
    {
        if (!lineage.IsKnown)
            return Full;
        MaskSpec? strictest = null;
        foreach (SourceColumn source in lineage.Sources)
            strictest = Strictest.Of(strictest, Of(source, catalog));
        if (strictest is null || lineage.Derivation == Derivation.Copy)
            return strictest;
        return strictest.Kind == MaskKind.Null ? strictest : Full;
    }

    /// <summary>
    /// What must be masked even where the server names an origin that has no mask: copies of columns that can only be those
    /// of one relation.
    /// </summary>
    public static MaskSpec? OfCertain(Lineage lineage, CatalogSnapshot catalog) =>
        lineage is { IsKnown: true, Derivation: Derivation.Copy } && lineage.Sources.All(source => catalog.Named(source.Relation).Count() == 1)
            ? Of(lineage, catalog)
            : null;

    /// <summary>A name without a schema can mean any relation of that name. One that is not known shows anything.</summary>
    private static MaskSpec? Of(SourceColumn source, CatalogSnapshot catalog)
    {
        MaskSpec? strictest = null;
        bool isKnown = false;
        foreach (RelationFacts relation in catalog.Named(source.Relation))
        {
            isKnown = true;
            if (source.Column == "*")
                strictest = relation.Masks.Values.Aggregate(strictest, Strictest.Of);
            else if (relation.NumberOf(source.Column) is { } number)
                strictest = Strictest.Of(strictest, relation.Masks.GetValueOrDefault(number));
            else
                return Full;
        }
        return isKnown ? strictest : Full;
    }
}
