using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Passes type names: their modifiers in parentheses are no function calls.</summary>
internal static class TypeParser
{
    /// <summary>What follows AS in an expression list: a label, which may be any keyword, or the type of a CAST.</summary>
    public static void SkipLabelOrType(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Keyword.Class() == KeywordClass.Reserved)
        {
            if (cursor.Current.IsWord)
                cursor.Advance();
            return;
        }
        Skip(ref cursor, summary);
    }

    public static void Skip(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Accept(PostgresKeyword.Setof);
        if (!cursor.Current.IsWord || cursor.Keyword.Class() == KeywordClass.Reserved)
            return;
        PostgresKeyword keyword = cursor.Keyword;
        cursor.Advance();
        while (cursor.Kind == TokenKind.Dot && cursor.Next.IsWord)
            cursor.Advance(2);
        SkipFurtherWords(ref cursor, keyword);
        if (cursor.Kind == TokenKind.OpenParen)
            ExpressionParser.Group(ref cursor, summary);
        if (keyword is PostgresKeyword.Time or PostgresKeyword.Timestamp
            && cursor.Is(PostgresKeyword.With, PostgresKeyword.Time))
            cursor.Advance(3);
    }

    private static void SkipFurtherWords(ref TokenCursor cursor, PostgresKeyword keyword)
    {
        switch (keyword)
        {
            case PostgresKeyword.Double:
                cursor.Accept(PostgresKeyword.Precision);
                break;
            case PostgresKeyword.National or PostgresKeyword.Character or PostgresKeyword.Char or PostgresKeyword.Nchar
                or PostgresKeyword.Bit:
                if (keyword == PostgresKeyword.National && !cursor.Accept(PostgresKeyword.Character))
                    cursor.Accept(PostgresKeyword.Char);
                cursor.Accept(PostgresKeyword.Varying);
                break;
            case PostgresKeyword.Interval:
                while (cursor.Keyword is PostgresKeyword.Year or PostgresKeyword.Month or PostgresKeyword.Day
                    or PostgresKeyword.Hour or PostgresKeyword.Minute or PostgresKeyword.Second or PostgresKeyword.To)
                    cursor.Advance();
                break;
        }
    }
}
