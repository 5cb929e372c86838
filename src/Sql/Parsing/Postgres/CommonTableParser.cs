using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Reads WITH clauses and declares their names.</summary>
internal static class CommonTableParser
{
    private enum Visibility
    {
        AfterItself,
        InItself,
    }

    /// <summary>Reads <c>WITH [RECURSIVE] name [(columns)] AS (statement), ...</c></summary>
    public static void Declare(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        // RECURSIVE can be the name of the first query.
        bool isRecursive = cursor.Is(PostgresKeyword.Recursive) && cursor.Next.IsWord
            && cursor.Next.Keyword != PostgresKeyword.As;
        if (isRecursive)
            cursor.Advance();
        do
        {
            if (!One(ref cursor, summary, isRecursive ? Visibility.InItself : Visibility.AfterItself))
                return;
        }
        while (cursor.Accept(TokenKind.Comma));
    }

    private static bool One(ref TokenCursor cursor, SummaryBuilder summary, Visibility visibility)
    {
        string? name = cursor.Current.IsColumnName ? NameReader.Spelling(cursor, cursor.Current, summary) : null;
        cursor.Advance();
        if (cursor.Kind == TokenKind.OpenParen)
            Parentheses.Skip(ref cursor, summary);
        bool isRead = cursor.Accept(PostgresKeyword.As);
        cursor.Accept(PostgresKeyword.Not);
        cursor.Accept(PostgresKeyword.Materialized);
        if (name is null || !isRead || cursor.Kind != TokenKind.OpenParen)
        {
            summary.Partial("a WITH clause could not be read");
            return false;
        }
        if (visibility == Visibility.InItself)
            summary.CommonTables.Declare(name);
        StatementParser.Parenthesised(ref cursor, summary);
        if (visibility == Visibility.AfterItself)
            summary.CommonTables.Declare(name);
        SearchAndCycle(ref cursor);
        return true;
    }

    /// <summary>
    /// <c>SEARCH BREADTH FIRST BY a, b SET c</c> and <c>CYCLE a, b SET c [TO 1 DEFAULT 0] USING d</c>: only columns and constants.
    /// </summary>
    private static void SearchAndCycle(ref TokenCursor cursor)
    {
        if (cursor.Accept(PostgresKeyword.Search))
            SkipThrough(ref cursor, PostgresKeyword.Set);
        if (cursor.Accept(PostgresKeyword.Cycle))
            SkipThrough(ref cursor, PostgresKeyword.Using);
    }

    private static void SkipThrough(ref TokenCursor cursor, PostgresKeyword last)
    {
        while (!cursor.AtStatementEnd && !cursor.Is(last))
            cursor.Advance();
        cursor.Advance(2);
    }
}
