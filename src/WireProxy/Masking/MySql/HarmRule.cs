using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.MySql;

/// <summary>
/// What a session with masks may not do, because a value would leave, or come back later, without its mask. Asked only for
/// statements that are not proven clean.
/// </summary>
internal static class HarmRule
{
    private static readonly StatementKinds DefinitionKinds = StatementKinds.Of(StatementKind.Create).With(StatementKind.Drop).With(StatementKind.Alter);

    /// <summary>Why it is refused; null if it is not.</summary>
    /// <param name="statement">What is known of it.</param>
    /// <param name="use">Code that is stored already is not defined again, but does what it does.</param>
    /// <param name="rows">What it reads.</param>
    /// <param name="calls">What it calls.</param>
    public static string? Find(StatementSummary statement, CodeUse use, RowsRead rows, CallsMade calls)
    {
        foreach (SqlName function in statement.Functions)
        {
            if (KnownFunctions.ReadsFiles(function))
                return "reading files of the server is refused where columns are masked";
            if (rows == RowsRead.Masked && KnownFunctions.PassesOn(function))
                return $"function {function} would carry values of masked columns away";
        }
        bool definesCode = use == CodeUse.Sent && statement.Kind is StatementKind.Create or StatementKind.Alter && (statement.Kinds.Bits & ~DefinitionKinds.Bits) != 0;
        if (definesCode)
            return "it would define code over masked columns";
        if (rows == RowsRead.Clean && calls == CallsMade.Harmless)
            return null;
        if (statement.Movement == DataMovement.StoresWhatItReads || KeepsRows(statement))
            return "it would store values of masked columns where no mask applies";
        if (statement is { Kind: StatementKind.Do, Result: ResultColumns.Unknown })
            return "a block of statements over masked columns is refused";
        return null;
    }

    /// <summary>SELECT .. INTO variables, and HANDLER .. OPEN, whose rows a later statement returns.</summary>
    private static bool KeepsRows(StatementSummary statement) =>
        statement is { Kind: StatementKind.Select, Result: ResultColumns.None };
}
