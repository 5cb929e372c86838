using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>LOAD DATA and LOAD XML; LOAD INDEX INTO CACHE.</summary>
internal static class LoadParser
{
    public static StatementKind Load(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        if (cursor.Accept(MySqlKeyword.Index))
            return CacheIndex(ref cursor, summary);
        if (!cursor.Accept(MySqlKeyword.Data) && !cursor.Accept(MySqlKeyword.Xml))
        {
            summary.Partial("the statement is not known");
            return summary.Add(StatementKind.CopyFile);
        }
        var kind = StatementKind.CopyFile;
        while (cursor.Keyword is MySqlKeyword.LowPriority or MySqlKeyword.Concurrent or MySqlKeyword.Local or MySqlKeyword.From)
        {
            if (cursor.Is(MySqlKeyword.Local))
                kind = StatementKind.CopyIn;
            cursor.Advance();
        }
        summary.Add(kind);
        // URL and S3 are no keywords.
        if (!cursor.Accept(MySqlKeyword.Infile) && cursor.Keyword == MySqlKeyword.None && cursor.Next.Kind == MySqlTokenKind.String)
            cursor.Advance();
        if (!cursor.Accept(MySqlTokenKind.String))
            summary.Partial("a file name was expected");
        if (cursor.Accept(MySqlKeyword.Count))
            cursor.Accept(MySqlTokenKind.Number);
        // IN PRIMARY KEY ORDER
        if (cursor.Is(MySqlKeyword.In, MySqlKeyword.Primary))
            cursor.Advance(4);
        if (cursor.Accept(MySqlKeyword.Replace))
            summary.Add(StatementKind.Delete);
        else
            cursor.Accept(MySqlKeyword.Ignore);
        if (!cursor.Accept(MySqlKeyword.Into, MySqlKeyword.Table))
            summary.Partial("INTO TABLE was expected");
        Options(ref cursor, summary, NameReader.Target(ref cursor, summary, AccessMode.Write));
        return kind;
    }

    private static void Options(ref TokenCursor cursor, SummaryBuilder summary, SqlName? target)
    {
        if (cursor.Accept(MySqlKeyword.Partition))
            NameReader.ColumnList(ref cursor, summary);
        FileFormatParser.Format(ref cursor, summary);
        // ROWS IDENTIFIED BY '<row>'
        if (cursor.Accept(MySqlKeyword.Rows, MySqlKeyword.Identified))
            cursor.Advance(2);
        FileFormatParser.Format(ref cursor, summary);
        if (cursor.Accept(MySqlKeyword.Ignore))
            cursor.Advance(2);
        if (cursor.Kind == MySqlTokenKind.OpenParen)
            Fields(ref cursor, summary);
        if (cursor.Accept(MySqlKeyword.Set))
            AssignmentParser.InsertList(ref cursor, summary, target);
    }

    /// <summary><c>(a, @b, t.c)</c></summary>
    private static void Fields(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        while (cursor.Current.IsName || cursor.Kind is MySqlTokenKind.UserVariable or MySqlTokenKind.Comma or MySqlTokenKind.Dot)
            cursor.Advance();
        Parentheses.Close(ref cursor, summary);
    }

    private static StatementKind CacheIndex(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Accept(MySqlKeyword.Into, MySqlKeyword.Cache))
            summary.Partial("INTO CACHE was expected");
        summary.Result = ResultColumns.Unknown;
        MaintenanceParser.Tables(ref cursor, summary);
        return summary.Add(StatementKind.Maintenance);
    }
}
