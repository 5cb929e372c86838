using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>The ends of parenthesised groups.</summary>
internal static class Parentheses
{
    /// <summary>Takes the closing parenthesis; without one the rest of the statement is not followed any more.</summary>
    public static void Close(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(MySqlTokenKind.CloseParen))
            return;
        summary.Partial("a closing parenthesis was expected");
        Salvage.Rest(ref cursor, summary);
    }
}
