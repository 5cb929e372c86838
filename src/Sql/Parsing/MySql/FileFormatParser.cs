using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary><c>CHARACTER SET x FIELDS TERMINATED BY ',' .. LINES STARTING BY ''</c> of files.</summary>
internal static class FileFormatParser
{
    public static void Format(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(MySqlKeyword.Character, MySqlKeyword.Set) || cursor.Accept(MySqlKeyword.Char, MySqlKeyword.Set)
            || cursor.Accept(MySqlKeyword.Charset))
            cursor.Advance();
        while (IsWord(cursor))
        {
            cursor.Advance();
            if (!cursor.Accept(MySqlKeyword.By))
                continue;
            if (cursor.Kind is MySqlTokenKind.String or MySqlTokenKind.BitString)
                cursor.Advance();
            else
                summary.Partial("a literal was expected");
        }
    }

    private static bool IsWord(in TokenCursor cursor) => cursor.Keyword switch
    {
        MySqlKeyword.Columns or MySqlKeyword.Lines or MySqlKeyword.Terminated or MySqlKeyword.Optionally
            or MySqlKeyword.Enclosed or MySqlKeyword.Escaped or MySqlKeyword.Starting => true,
        // FIELDS is no keyword here.
        MySqlKeyword.None => cursor.Kind == MySqlTokenKind.Word
            && cursor.Next.Keyword is MySqlKeyword.Terminated or MySqlKeyword.Optionally or MySqlKeyword.Enclosed
                or MySqlKeyword.Escaped,
        _ => false,
    };
}
