using WireProxy.Sql.Analysis;

namespace WireProxy.Sessions.Postgres;

/// <summary>The cursor that a text's only statement is about.</summary>
internal sealed record CursorReference(string Name, CursorUse Use)
{
    /// <summary>Null unless the text is one DECLARE, FETCH, MOVE or CLOSE, read completely.</summary>
    public static CursorReference? Of(StatementBatch batch) =>
        batch.Statements is [{ Cursor: { } name, Coverage.IsComplete: true } statement]
            ? new CursorReference(name, UseOf(statement))
            : null;

    private static CursorUse UseOf(StatementSummary statement) => statement switch
    {
        { ResultSource: ResultSource.OwnText } => CursorUse.Declares,
        { Kind: StatementKind.Other } => CursorUse.Closes,
        _ => CursorUse.Fetches,
    };
}

/// <summary>What a statement does with its cursor.</summary>
internal enum CursorUse : byte
{
    Declares,
    Fetches,
    Closes,
}
