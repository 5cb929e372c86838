using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Postgres;

/// <summary>
/// Proves, where it can, that a text's computed results carry nothing masked: it is read completely, every relation
/// that it reads is known and shows nothing masked, and every function is known to depend on its arguments alone.
/// </summary>
internal static class ExposureProof
{
    public static Exposure Of(StatementBatch batch, CatalogSnapshot catalog)
    {
        for (int at = 0; at < batch.Statements.Length; at++)
        {
            StatementSummary statement = batch.Statements[at];
            if (FetchesFromDeclared(statement, batch.Statements.AsSpan(0, at)))
                continue;
            if (!IsClean(statement, catalog))
                return Exposure.Unproven;
        }
        return Exposure.ProvenClean;
    }

    /// <summary>Whether that is proven of one statement by itself.</summary>
    public static bool IsClean(StatementSummary statement, CatalogSnapshot catalog)
    {
        if (!catalog.IsUnknown && !catalog.HasMasks)
            return true;
        return statement.Coverage.IsComplete && !RunsHiddenText(statement) && ReadsOnlyClean(statement, catalog)
            && !WritesMasked(statement, catalog) && CallsOnlyHarmless(statement)
            && (statement.Attributes.IsEmpty || (!catalog.IsUnknown && !statement.Attributes.Any(catalog.RowFunctions.Contains)));
    }

    /// <summary>Whether a FETCH returns rows of a query that the same text declares before it and that is judged with it.</summary>
    public static bool FetchesFromDeclared(StatementSummary statement, ReadOnlySpan<StatementSummary> before)
    {
        if (statement is not { ResultSource: ResultSource.EarlierText, Cursor: { } cursor, Coverage.IsComplete: true })
            return false;
        foreach (StatementSummary earlier in before)
        {
            if (earlier.Cursor == cursor && earlier.ResultSource == ResultSource.OwnText)
                return true;
        }
        return false;
    }

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
            bool mayBeMasked = catalog.IsUnknown || relation.Name.Name == SqlName.Every || catalog.ExposureOf(relation.Name) == NameExposure.Masked;
            if (relation.Access == AccessMode.Write && mayBeMasked)
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
