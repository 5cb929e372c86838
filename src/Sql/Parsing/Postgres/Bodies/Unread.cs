using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies;

/// <summary>Ends the reading of code that could not be followed: the rest of it is gone over flat, over all of its semicolons.</summary>
internal static class Unread
{
    public static void NestedTooDeep(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Partial("it is nested too deep");
        Rest(ref cursor, summary);
    }

    public static void Rest(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Partial("its code could not be read");
        while (cursor.Kind != TokenKind.End)
        {
            Salvage.Rest(ref cursor, summary);
            cursor.Accept(TokenKind.Semicolon);
        }
    }
}
