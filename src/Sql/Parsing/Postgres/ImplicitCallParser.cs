using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>The SQL-standard spellings that PostgreSQL's grammar turns into calls of functions in pg_catalog.</summary>
internal static class ImplicitCallParser
{
    /// <summary>Takes the keywords of such a spelling, and its arguments where these have a syntax of their own.</summary>
    public static bool TryTake(ref TokenCursor cursor, SummaryBuilder summary, Operand before)
    {
        if (cursor.Next.Kind == TokenKind.Dot)
            return false;
        PostgresKeyword next = cursor.Next.Keyword;
        switch (cursor.Keyword)
        {
            case PostgresKeyword.At when next == PostgresKeyword.Time:
                return Take(ref cursor, summary, "timezone", 3);
            case PostgresKeyword.At when next == PostgresKeyword.Local:
                return Take(ref cursor, summary, "timezone", 2);
            case PostgresKeyword.Collation when next == PostgresKeyword.For:
                return Take(ref cursor, summary, "pg_collation_for", 2);
            case PostgresKeyword.Similar when next == PostgresKeyword.To:
                return Take(ref cursor, summary, "similar_to_escape", 2);
            case PostgresKeyword.Escape:
                // It may also be a column or a function; then the operator is claimed for nothing.
                summary.CallBuiltIn("like_escape");
                if (before == Operand.None && cursor.Next.Kind == TokenKind.OpenParen)
                    return false;
                cursor.Advance();
                return true;
            case PostgresKeyword.Overlaps when before != Operand.None:
                return Take(ref cursor, summary, "overlaps", 1);
        }
        if (cursor.Next.Kind != TokenKind.OpenParen)
            return false;
        return cursor.Is(PostgresKeyword.Operator)
            ? TryTakeOperator(ref cursor)
            : TryTakeArguments(ref cursor, summary);
    }

    /// <summary>A keyword that is a function where a parenthesis follows.</summary>
    public static bool StartsHere(in TokenCursor cursor) => cursor.Next.Kind == TokenKind.OpenParen
        && cursor.Keyword is PostgresKeyword.Extract or PostgresKeyword.Substring or PostgresKeyword.Overlay
            or PostgresKeyword.Position or PostgresKeyword.Normalize or PostgresKeyword.Xmlexists or PostgresKeyword.Trim;

    private static bool Take(ref TokenCursor cursor, SummaryBuilder summary, string function, int words)
    {
        summary.CallBuiltIn(function);
        cursor.Advance(words);
        return true;
    }

    private static bool TryTakeArguments(ref TokenCursor cursor, SummaryBuilder summary)
    {
        PostgresKeyword keyword = cursor.Keyword;
        string? function = keyword switch
        {
            PostgresKeyword.Extract => "extract",
            PostgresKeyword.Substring => "substring",
            PostgresKeyword.Overlay => "overlay",
            PostgresKeyword.Position => "position",
            PostgresKeyword.Normalize => "normalize",
            PostgresKeyword.Xmlexists => "xmlexists",
            PostgresKeyword.Trim => TrimFunction(cursor.Peek().Keyword),
            _ => null,
        };
        if (function is null)
            return false;
        summary.CallBuiltIn(function);
        // With commas these two are ordinary calls, found by the search path.
        if (keyword is PostgresKeyword.Substring or PostgresKeyword.Overlay)
            summary.Call(new SqlName(null, function));
        cursor.Advance();
        bool hasFrom = keyword is PostgresKeyword.Extract or PostgresKeyword.Substring or PostgresKeyword.Overlay
            or PostgresKeyword.Trim;
        ExpressionParser.Group(ref cursor, summary, hasFrom ? GroupSyntax.FromBetweenArguments : GroupSyntax.Plain);
        return true;
    }

    private static string TrimFunction(PostgresKeyword side) => side switch
    {
        PostgresKeyword.Leading => "ltrim",
        PostgresKeyword.Trailing => "rtrim",
        _ => "btrim",
    };

    /// <summary><c>OPERATOR(schema.+)</c>: no argument list of a function ends in an operator.</summary>
    private static bool TryTakeOperator(ref TokenCursor cursor)
    {
        TokenCursor ahead = cursor;
        ahead.Advance(2);
        while (ahead.Current.IsWord || ahead.Kind == TokenKind.Dot)
            ahead.Advance();
        bool isOperator = ahead.Kind is TokenKind.Operator or TokenKind.Star or TokenKind.Equals
            && ahead.Next.Kind == TokenKind.CloseParen;
        if (!isOperator)
            return false;
        ahead.Advance(2);
        cursor = ahead;
        return true;
    }
}
