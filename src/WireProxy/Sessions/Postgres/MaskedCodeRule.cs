using WireProxy.Masking.Postgres;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sessions.Postgres;

/// <summary>
/// What the code of routines and of DO may not do in a session with masks. Variables and arguments carry values from what is
/// read to what is stored where no lineage follows them, so code may not have both in reach.
/// </summary>
internal static class MaskedCodeRule
{
    private static readonly StatementKinds WritingKinds = StatementKinds.Of(StatementKind.Insert).With(StatementKind.Update)
        .With(StatementKind.Delete).With(StatementKind.Merge).With(StatementKind.Truncate);

    // Any other kind could give names another meaning, or run text that is not in the code.
    private static readonly StatementKinds RunKinds = WritingKinds.With(StatementKind.Do).With(StatementKind.Select);

    private static readonly StatementKinds DefinedKinds = StatementKinds.Of(StatementKind.Create).With(StatementKind.Select);

    /// <summary>Why the statement is refused, or null.</summary>
    public static string? Judge(StatementSummary statement, CatalogSnapshot catalog) => statement.Code switch
    {
        CodeUse.None => null,
        CodeUse.Links => "compiled code can not be read where columns are masked",
        _ when !ExposureProof.ReadsOnlyClean(statement, catalog) => "code that reads masked columns could carry their values away",
        _ when statement.ResultSource == ResultSource.EarlierText => "code that fetches from a cursor could carry masked values away",
        CodeUse.Defines => Defined(statement),
        _ => Run(statement, catalog),
    };

    /// <summary>A routine may be called with masked values, or as a trigger on their table.</summary>
    private static string? Defined(StatementSummary statement) =>
        (statement.Kinds.Bits & ~DefinedKinds.Bits) != 0 || statement.Functions.Any(KnownFunctions.PassesOn)
        || statement.Relations.Any(static relation => relation.Access == AccessMode.Write)
            ? "a routine that stores values could store masked ones that it is called with"
            : null;

    private static string? Run(StatementSummary statement, CatalogSnapshot catalog)
    {
        if ((statement.Kinds.Bits & ~RunKinds.Bits) != 0)
            return "the code of a DO may only read and change rows where columns are masked";
        bool stores = statement.Kinds.Overlaps(WritingKinds) || statement.Functions.Any(KnownFunctions.PassesOn);
        if (!stores)
            return null;
        // Errors about a row that is written quote the whole of it, and the code can catch them.
        bool isHarmless = ExposureProof.CallsOnlyHarmless(statement)
            && statement.Relations.All(relation => catalog.ExposureOf(relation.Name) == NameExposure.Clean);
        return isHarmless ? null : "the code of a DO could store masked values";
    }
}
