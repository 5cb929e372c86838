using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>
/// Goes past clauses whose expressions show in no column. Only the words that end a clause matter, and those are reserved:
/// they are names only behind a dot, or deeper in parentheses.
/// </summary>
internal static class TokenSkip
{
    /// <summary>A group in parentheses, whatever it holds.</summary>
    public static void Group(ref TokenCursor cursor, Reading reading)
    {
        int depth = 0;
        do
        {
            if (cursor.AtStatementEnd)
            {
                reading.Fail(ref cursor);
                return;
            }
            depth += Depth(cursor.Kind);
            cursor.Advance();
        }
        while (depth > 0);
    }

    /// <summary>WHERE, GROUP BY and all that follows, up to a set operator or the end of the query.</summary>
    public static void ToQueryEnd(ref TokenCursor cursor, Reading reading)
    {
        while (!EndsQuery(cursor))
            One(ref cursor, reading);
    }

    /// <summary>The source and clauses of a modification, up to RETURNING.</summary>
    public static void ToReturning(ref TokenCursor cursor, Reading reading)
    {
        while (!EndsModification(cursor))
            One(ref cursor, reading);
    }

    /// <summary>The assignments of an UPDATE, up to FROM; IS DISTINCT FROM is an operator.</summary>
    public static void Assignments(ref TokenCursor cursor, Reading reading)
    {
        while (!EndsModification(cursor) && !cursor.Is(PostgresKeyword.Where)
            && !(cursor.Is(PostgresKeyword.From) && cursor.Previous.Keyword != PostgresKeyword.Distinct))
            One(ref cursor, reading);
    }

    /// <summary>The condition of a join, up to the next join, comma or clause.</summary>
    public static void JoinCondition(ref TokenCursor cursor, Reading reading)
    {
        while (!EndsQuery(cursor) && !EndsCondition(cursor) && !JoinWord.StartsHere(cursor))
            One(ref cursor, reading);
    }

    /// <summary>One token, or one group.</summary>
    public static void One(ref TokenCursor cursor, Reading reading)
    {
        if (cursor.Kind is TokenKind.OpenParen or TokenKind.OpenBracket)
            Group(ref cursor, reading);
        else if (cursor.Kind == TokenKind.CloseBracket)
            reading.Fail(ref cursor);
        else
            cursor.Advance(cursor.Kind == TokenKind.Dot ? 2 : 1);
    }

    private static int Depth(TokenKind kind) => kind switch
    {
        TokenKind.OpenParen or TokenKind.OpenBracket => 1,
        TokenKind.CloseParen or TokenKind.CloseBracket => -1,
        _ => 0,
    };

    private static bool EndsQuery(in TokenCursor cursor) => cursor.AtStatementEnd || cursor.Kind == TokenKind.CloseParen
        || cursor.Keyword is PostgresKeyword.Union or PostgresKeyword.Intersect or PostgresKeyword.Except
        // Behind the query of an INSERT; the conditions of joins have been read before.
        || cursor.Is(PostgresKeyword.On, PostgresKeyword.Conflict);

    private static bool EndsModification(in TokenCursor cursor) =>
        cursor.AtStatementEnd || cursor.Kind == TokenKind.CloseParen || cursor.Is(PostgresKeyword.Returning);

    private static bool EndsCondition(in TokenCursor cursor) => cursor.Kind == TokenKind.Comma
        || cursor.Keyword is PostgresKeyword.On or PostgresKeyword.Using or PostgresKeyword.Where or PostgresKeyword.Group
            or PostgresKeyword.Having or PostgresKeyword.Window or PostgresKeyword.Order or PostgresKeyword.Limit
            or PostgresKeyword.Offset or PostgresKeyword.Fetch or PostgresKeyword.Returning
        || (cursor.Is(PostgresKeyword.For) && cursor.Previous.Keyword != PostgresKeyword.Collation);
}
