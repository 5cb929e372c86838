using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Tells a query in parentheses from an expression or a join in parentheses.</summary>
internal static class QueryAhead
{
    /// <summary>Whether the parenthesis at the cursor is that of a query: <c>((SELECT 1) UNION SELECT 2)</c> is, <c>((SELECT 1) + 2)</c> is not.</summary>
    public static bool Opens(ref TokenCursor cursor, Reading reading)
    {
        TokenCursor inside = cursor;
        while (inside.Kind == TokenKind.OpenParen)
        {
            inside.Advance();
            if (QueryParser.StartsHere(inside))
                return true;
            TokenCursor after = inside;
            if (inside.Kind != TokenKind.OpenParen)
                return false;
            if (!TryPass(ref after, reading))
            {
                reading.Fail(ref cursor);
                return false;
            }
            if (Continues(after.Keyword))
                return true;
            // In doubled parentheses the inner ones decide.
            if (after.Kind != TokenKind.CloseParen)
                return false;
        }
        return false;
    }

    private static bool Continues(PostgresKeyword keyword) => keyword is PostgresKeyword.Union or PostgresKeyword.Intersect
        or PostgresKeyword.Except or PostgresKeyword.Order or PostgresKeyword.Limit or PostgresKeyword.Offset
        or PostgresKeyword.Fetch or PostgresKeyword.For;

    private static bool TryPass(ref TokenCursor cursor, Reading reading)
    {
        int depth = 0;
        do
        {
            if (cursor.AtStatementEnd || !reading.TryLookAhead())
                return false;
            if (cursor.Kind == TokenKind.OpenParen)
                depth++;
            else if (cursor.Kind == TokenKind.CloseParen)
                depth--;
            cursor.Advance();
        }
        while (depth > 0);
        return true;
    }
}
