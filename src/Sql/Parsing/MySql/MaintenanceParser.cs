using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>ANALYZE, OPTIMIZE, REPAIR, CHECK and CHECKSUM TABLE; CACHE INDEX.</summary>
internal static class MaintenanceParser
{
    public static StatementKind Maintain(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Result = ResultColumns.Unknown;
        bool isCache = cursor.Is(MySqlKeyword.Cache);
        cursor.Advance();
        if (cursor.Keyword is MySqlKeyword.Local or MySqlKeyword.NoWriteToBinlog)
            cursor.Advance();
        bool isView = cursor.Is(MySqlKeyword.View);
        if (isCache ? !cursor.Accept(MySqlKeyword.Index) : !isView && cursor.Keyword is not (MySqlKeyword.Table or MySqlKeyword.Tables))
            summary.Partial("TABLE was expected");
        else if (!isCache)
            cursor.Advance();
        Tables(ref cursor, summary);
        return summary.Add(StatementKind.Maintenance);
    }

    /// <summary>Relations, each with its options, and the options behind them.</summary>
    public static void Tables(ref TokenCursor cursor, SummaryBuilder summary)
    {
        NameReader.Target(ref cursor, summary, AccessMode.Read);
        while (cursor.Accept(MySqlTokenKind.Comma) && cursor.Current.IsName)
            NameReader.Target(ref cursor, summary, AccessMode.Read);
        if (!cursor.AtStatementEnd)
            MoreTables(ref cursor, summary);
    }

    /// <summary><c>a INDEX (i), b PARTITION (ALL) IN cache</c>: behind a comma outside of parentheses a relation may stand.</summary>
    private static void MoreTables(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (!cursor.AtStatementEnd)
        {
            // ANALYZE TABLE t UPDATE HISTOGRAM ON a, b
            if (cursor.Is(MySqlKeyword.On))
                DefinitionParser.SkipRest(ref cursor, summary);
            else if (cursor.Accept(MySqlTokenKind.Comma))
            {
                if (cursor.Current.IsName)
                    NameReader.Target(ref cursor, summary, AccessMode.Read);
            }
            else if (!DefinitionParser.TrySkip(ref cursor, summary))
                return;
        }
    }
}
