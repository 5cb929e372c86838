using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>CALL and DO.</summary>
internal static class CallParser
{
    public static StatementKind Call(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(PostgresKeyword.Do))
        {
            summary.Partial("the code of a DO is text");
            DefinitionParser.SkipRest(ref cursor, summary);
            return summary.Add(StatementKind.Do);
        }
        cursor.Advance();
        ExpressionParser.Run(ref cursor, summary, ExpressionPlace.Element);
        return summary.Add(StatementKind.Call);
    }
}
