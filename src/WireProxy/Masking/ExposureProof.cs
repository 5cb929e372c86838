using WireProxy.Masking.Catalog;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking;

/// <summary>
/// Proves, where it can, that a text's computed results carry nothing masked: it is read completely, every relation
/// that it reads is known and shows nothing masked, and every function is known to depend on its arguments alone.
/// </summary>
internal static class ExposureProof
{
    public static Exposure Of(StatementBatch batch, CatalogSnapshot catalog)
    {
        if (!catalog.IsUnknown && !catalog.HasMasks)
            return Exposure.ProvenClean;
        foreach (StatementSummary statement in batch.Statements)
        {
            if (FetchesFromDeclared(statement, batch))
                continue;
            if (!statement.Coverage.IsComplete || RunsHiddenText(statement) || !ReadsOnlyClean(statement, catalog) || WritesMasked(statement, catalog) || !CallsOnlyHarmless(statement)
                || (!statement.Attributes.IsEmpty && (catalog.IsUnknown || statement.Attributes.Any(catalog.RowFunctions.Contains))))
                return Exposure.Unproven;
        }
        return Exposure.ProvenClean;
    }

    /// <summary>Whether a FETCH returns rows of a query that another statement of the same text declares and that is judged with it.</summary>
    private static bool FetchesFromDeclared(StatementSummary statement, StatementBatch batch) =>
        statement is { ResultSource: ResultSource.EarlierText, Cursor: { } cursor, Coverage.IsComplete: true }
        && batch.Statements.Any(other => other.Cursor == cursor && other.ResultSource == ResultSource.OwnText);

    public static bool ReadsOnlyClean(StatementSummary statement, CatalogSnapshot catalog)
    {
        foreach (RelationAccess relation in statement.Relations)
        {
            if (relation.Access == AccessMode.Read && catalog.ExposureOf(relation.Name) != NameExposure.Clean)
                return false;
        }
        return true;
    }

    /// <summary>Errors about a row that is written quote the whole of it.</summary>
    private static bool WritesMasked(StatementSummary statement, CatalogSnapshot catalog)
    {
        foreach (RelationAccess relation in statement.Relations)
        {
            if (relation.Access == AccessMode.Write && (catalog.IsUnknown || catalog.ExposureOf(relation.Name) == NameExposure.Masked))
                return true;
        }
        return false;
    }

    /// <summary>Whether each function shows no more than its arguments, which are clean if what is read is.</summary>
    public static bool CallsOnlyHarmless(StatementSummary statement)
    {
        foreach (SqlName function in statement.Functions)
        {
            if (!KnownFunctions.IsPure(function) && !KnownFunctions.PassesOn(function))
                return false;
        }
        return true;
    }

    /// <summary>Results of a statement that was prepared, declared or defined elsewhere.</summary>
    private static bool RunsHiddenText(StatementSummary statement) =>
        statement.ResultSource != ResultSource.OwnText
        || statement.Kinds.Contains(StatementKind.Execute) || statement.Kinds.Contains(StatementKind.Call)
        || statement.Kinds.Contains(StatementKind.Do) || statement.Kinds.Contains(StatementKind.FunctionCall);
}
