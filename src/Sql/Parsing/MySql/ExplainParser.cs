using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>EXPLAIN, DESCRIBE and MariaDB's ANALYZE, before a statement, a table or a connection.</summary>
internal static class ExplainParser
{
    public static StatementKind Explain(ref TokenCursor cursor, SummaryBuilder summary)
    {
        bool isAnalyze = cursor.Is(MySqlKeyword.Analyze);
        if (isAnalyze && cursor.Next.Keyword is MySqlKeyword.Table or MySqlKeyword.Tables or MySqlKeyword.Local or MySqlKeyword.NoWriteToBinlog
            && cursor.Peek().Keyword is not (MySqlKeyword.Select))
            return MaintenanceParser.Maintain(ref cursor, summary);
        cursor.Advance();
        while (TryOption(ref cursor, summary))
        {
        }
        if (cursor.Accept(MySqlKeyword.For, MySqlKeyword.Connection))
            ExpressionParser.Condition(ref cursor, summary);
        else if (StartsStatement(cursor))
            StatementParser.Statement(ref cursor, summary);
        else
            Table(ref cursor, summary);
        summary.Returned = null;
        summary.Immediate = null;
        summary.Result = ResultColumns.Unknown;
        return summary.Add(StatementKind.Explain);
    }

    private static bool TryOption(ref TokenCursor cursor, SummaryBuilder summary)
    {
        switch (cursor.Keyword)
        {
            case MySqlKeyword.Extended or MySqlKeyword.Partitions when cursor.Next.IsWord || cursor.Next.Kind == MySqlTokenKind.OpenParen:
            case MySqlKeyword.Analyze or MySqlKeyword.All:
                cursor.Advance();
                return true;
            case MySqlKeyword.Format when cursor.Next.Kind == MySqlTokenKind.Equals:
                cursor.Advance(3);
                return true;
            case MySqlKeyword.Into when cursor.Next.Kind == MySqlTokenKind.UserVariable:
                summary.StoresWhatItReads();
                cursor.Advance(2);
                return true;
            case MySqlKeyword.For when cursor.Next.Keyword is MySqlKeyword.Schema or MySqlKeyword.Database:
                summary.Partial("the names are of another database");
                cursor.Advance(3);
                return true;
            default:
                return false;
        }
    }

    private static bool StartsStatement(in TokenCursor cursor) =>
        cursor.Kind == MySqlTokenKind.OpenParen || QueryParser.StartsHere(cursor)
        || cursor.Keyword is MySqlKeyword.Insert or MySqlKeyword.Replace or MySqlKeyword.Update or MySqlKeyword.Delete;

    /// <summary><c>DESCRIBE table column</c> is a short form of SHOW COLUMNS.</summary>
    private static void Table(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Show);
        NameReader.Target(ref cursor, summary, AccessMode.Read);
        if (cursor.Kind == MySqlTokenKind.String || cursor.Current.IsName)
            cursor.Advance();
    }
}
