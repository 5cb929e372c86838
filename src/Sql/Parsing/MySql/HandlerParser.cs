using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>HANDLER: OPEN names the relation, the others what OPEN called it.</summary>
internal static class HandlerParser
{
    public static StatementKind Handler(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        NameReader.Target(ref cursor, summary, AccessMode.Read);
        if (cursor.Accept(MySqlKeyword.Open))
            NameReader.Alias(ref cursor, summary);
        else if (!cursor.Accept(MySqlKeyword.Close))
            Read(ref cursor, summary);
        return summary.Add(StatementKind.Select);
    }

    /// <summary><c>READ index = (1, 2) WHERE .. LIMIT ..</c>, <c>READ FIRST</c></summary>
    private static void Read(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Accept(MySqlKeyword.Read))
            summary.Partial("READ was expected");
        summary.Result = ResultColumns.Unknown;
        summary.ReturnsEarlierText();
        bool isIndex = cursor.Kind == MySqlTokenKind.QuotedWord || cursor.Next.Kind is MySqlTokenKind.Equals or MySqlTokenKind.Operator
            || cursor.Next.Keyword is MySqlKeyword.First or MySqlKeyword.Next or MySqlKeyword.Prev or MySqlKeyword.Last;
        if (isIndex)
            cursor.Advance();
        if (cursor.Kind is MySqlTokenKind.Equals or MySqlTokenKind.Operator)
        {
            cursor.Advance();
            if (cursor.Kind == MySqlTokenKind.OpenParen)
                ExpressionParser.Group(ref cursor, summary);
        }
        else if (cursor.Keyword is MySqlKeyword.First or MySqlKeyword.Next or MySqlKeyword.Prev or MySqlKeyword.Last)
            cursor.Advance();
        else
            summary.Partial("HANDLER READ could not be read");
        ModificationTail.Clauses(ref cursor, summary);
    }
}
