using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Postgres;

/// <summary>Judges what a statement stores of what it reads.</summary>
internal static class StoredValues
{
    /// <summary>
    /// Whether every value that it stores has no mask, or goes back into its own column, where every session finds it under
    /// the same mask. If that shows a part of the value, only as it is: moved about, other parts would show.
    /// </summary>
    public static bool AreHarmless(StatementSummary statement, CatalogSnapshot catalog)
    {
        if (statement.Stored.IsDefault || !statement.Coverage.IsComplete)
            return false;
        foreach (StoredValue value in statement.Stored)
        {
            if (!IsHarmless(value, catalog))
                return false;
        }
        return true;
    }

    private static bool IsHarmless(StoredValue value, CatalogSnapshot catalog)
    {
        if (!value.Lineage.IsKnown)
            return false;
        if (SourceMasks.Of(value.Lineage, catalog) is not { } mask)
            return true;
        if (value.Target is not { } target || !value.Lineage.Sources.All(source => IsSame(source, target, catalog)))
            return false;
        return value.Lineage.Derivation == Derivation.Copy || HidesAll(target, mask, catalog);
    }

    /// <summary>What is computed has the mask Full here, so the column's own has to be asked for.</summary>
    private static bool HidesAll(SourceColumn target, MaskSpec computed, CatalogSnapshot catalog)
    {
        var copy = new Lineage(true, [target]) { Derivation = Derivation.Copy };
        return (SourceMasks.Of(copy, catalog) ?? computed).Kind is MaskKind.Null or MaskKind.Full or MaskKind.Fixed;
    }

    private static bool IsSame(SourceColumn one, SourceColumn other, CatalogSnapshot catalog) =>
        one.Column == other.Column && one.Column != "*"
        && catalog.Named(one.Relation).ToArray() is [{ } relation]
        && catalog.Named(other.Relation).ToArray() is [{ } target] && relation.Name == target.Name;
}
