using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Reads types; nothing in them can read or call.</summary>
internal static class TypeParser
{
    public static void Type(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Current.IsWord)
        {
            summary.Partial("a type was expected");
            return;
        }
        MySqlKeyword first = cursor.Keyword;
        cursor.Advance();
        if (first is MySqlKeyword.Type or MySqlKeyword.Row && cursor.Accept(MySqlKeyword.Of)
            || (first == MySqlKeyword.Row && cursor.Accept(MySqlKeyword.Type, MySqlKeyword.Of)))
        {
            // TYPE OF table.column, ROW TYPE OF table
            NameReader.Qualified(ref cursor, summary);
            if (cursor.Accept(MySqlTokenKind.Dot))
                NameReader.Identifier(ref cursor, summary);
            return;
        }
        // CAST(x AS INTERVAL DAY_SECOND(6))
        if (first == MySqlKeyword.Interval && IntervalUnits.StandsHere(cursor))
            cursor.Advance();
        while (TryWord(ref cursor, summary))
        {
        }
    }

    private static bool TryWord(ref TokenCursor cursor, SummaryBuilder summary)
    {
        switch (cursor.Keyword)
        {
            case MySqlKeyword.Unsigned or MySqlKeyword.Signed or MySqlKeyword.Zerofill or MySqlKeyword.Binary
                or MySqlKeyword.Ascii or MySqlKeyword.Unicode or MySqlKeyword.Byte or MySqlKeyword.Varying
                or MySqlKeyword.Precision or MySqlKeyword.Integer or MySqlKeyword.Int or MySqlKeyword.Array
                or MySqlKeyword.Varchar or MySqlKeyword.Varbinary or MySqlKeyword.Varcharacter or MySqlKeyword.Nchar:
                cursor.Advance();
                return true;
            case MySqlKeyword.Char or MySqlKeyword.Character when cursor.Next.Keyword == MySqlKeyword.Set:
                cursor.Advance(2);
                return Word(ref cursor, summary);
            case MySqlKeyword.Char or MySqlKeyword.Character:
                cursor.Advance();
                return true;
            case MySqlKeyword.Charset or MySqlKeyword.Collate:
                cursor.Advance();
                return Word(ref cursor, summary);
            default:
                if (cursor.Kind != MySqlTokenKind.OpenParen)
                    return false;
                Size(ref cursor, summary);
                return true;
        }
    }

    private static bool Word(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Current.IsWord && cursor.Kind != MySqlTokenKind.String)
            summary.Partial("a character set was expected");
        cursor.Advance();
        return true;
    }

    /// <summary><c>(10, 2)</c>, <c>('a', 'b')</c>, or the fields of MariaDB's <c>ROW (a int)</c>.</summary>
    public static void Size(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.TryEnter())
        {
            Salvage.NestedTooDeep(ref cursor, summary);
            return;
        }
        cursor.Advance();
        while (cursor.Kind is MySqlTokenKind.Number or MySqlTokenKind.String or MySqlTokenKind.BitString or MySqlTokenKind.Comma or MySqlTokenKind.Word
            or MySqlTokenKind.QuotedWord)
        {
            if (cursor.Current.IsName && cursor.Next.IsWord)
            {
                cursor.Advance();
                Type(ref cursor, summary);
            }
            else
                cursor.Advance();
        }
        Parentheses.Close(ref cursor, summary);
        cursor.Leave();
    }
}
