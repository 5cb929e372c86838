using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>SIGNAL, RESIGNAL and GET DIAGNOSTICS.</summary>
internal static class DiagnosticsParser
{
    public static StatementKind Diagnostics(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Is(MySqlKeyword.Get))
            return Get(ref cursor, summary);
        cursor.Advance();
        if (cursor.Accept(MySqlKeyword.Sqlstate))
        {
            cursor.Accept(MySqlKeyword.Value);
            if (!cursor.Accept(MySqlTokenKind.String))
                summary.Partial("a state was expected");
        }
        else if (cursor.Current.IsName)
            cursor.Advance();
        if (cursor.Accept(MySqlKeyword.Set))
            Items(ref cursor, summary);
        return summary.Add(StatementKind.Other);
    }

    /// <summary>MESSAGE_TEXT = expression: an error can carry any value.</summary>
    private static void Items(ref TokenCursor cursor, SummaryBuilder summary)
    {
        do
        {
            NameReader.Identifier(ref cursor, summary);
            if (!cursor.Accept(MySqlTokenKind.Equals))
                summary.Partial("an assignment was expected");
            ExpressionParser.Condition(ref cursor, summary);
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
    }

    /// <summary><c>GET [CURRENT | STACKED] DIAGNOSTICS [CONDITION n] @a = item, ..</c> stores texts of errors.</summary>
    private static StatementKind Get(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        if (!cursor.Is(MySqlKeyword.Diagnostics))
            cursor.Advance();
        if (!cursor.Accept(MySqlKeyword.Diagnostics))
            summary.Partial("DIAGNOSTICS was expected");
        summary.StoresWhatItReads();
        if (cursor.Accept(MySqlKeyword.Condition))
            ExpressionParser.Condition(ref cursor, summary);
        do
        {
            if (!cursor.Accept(MySqlTokenKind.UserVariable))
                NameReader.Qualified(ref cursor, summary);
            if (!cursor.Accept(MySqlTokenKind.Equals))
                summary.Partial("an assignment was expected");
            // ROW_NUMBER is an item, too.
            if (!cursor.Accept(MySqlKeyword.RowNumber))
                NameReader.Identifier(ref cursor, summary);
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
        return summary.Add(StatementKind.Show);
    }
}
