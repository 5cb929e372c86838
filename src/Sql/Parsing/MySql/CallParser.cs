using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>CALL and DO.</summary>
internal static class CallParser
{
    public static StatementKind Call(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(MySqlKeyword.Do))
        {
            do
            {
                ExpressionParser.Condition(ref cursor, summary);
                NameReader.Alias(ref cursor, summary);
            }
            while (cursor.Accept(MySqlTokenKind.Comma));
            return summary.Add(StatementKind.Do);
        }
        cursor.Advance();
        summary.Result = ResultColumns.Unknown;
        if (NameReader.Qualified(ref cursor, summary) is { } procedure)
            summary.Call(procedure);
        // A package's procedure: database.package.procedure
        if (cursor.Accept(MySqlTokenKind.Dot) && NameReader.Identifier(ref cursor, summary) is { } member)
            summary.Call(new SqlName(null, member));
        if (cursor.Kind == MySqlTokenKind.OpenParen)
            ExpressionParser.Group(ref cursor, summary);
        return summary.Add(StatementKind.Call);
    }
}
