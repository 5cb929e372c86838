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
        if (SourceMasks.Of(value.Lineage, catalog) is null)
            return true;
        if (value.Target is not { } target || !value.Lineage.Sources.All(source => IsSame(source, target, catalog)))
            return false;
        return value.Lineage.Derivation == Derivation.Copy || IsHiddenWhole(target, catalog);
    }

    /// <summary>Whatever relation the name means.</summary>
    private static bool IsHiddenWhole(SourceColumn target, CatalogSnapshot catalog) =>
        catalog.Named(target.Relation).All(relation => relation.NumberOf(target.Column) is { } number
            && relation.Masks.GetValueOrDefault(number) is null or { Kind: MaskKind.Null or MaskKind.Full or MaskKind.Fixed });

    /// <summary>Within one statement a name that is written in the same way means the same relation.</summary>
    private static bool IsSame(SourceColumn one, SourceColumn other, CatalogSnapshot catalog) =>
        one.Column == other.Column && one.Column != "*"
        && (one.Relation == other.Relation
            || (catalog.Named(one.Relation).ToArray() is [{ } relation] && catalog.Named(other.Relation).ToArray() is [{ } target]
                && relation.Name == target.Name));
}
