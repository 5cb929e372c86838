using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>DECLARE, FETCH, MOVE and CLOSE.</summary>
internal static class CursorParser
{
    public static StatementKind Cursor(ref TokenCursor cursor, SummaryBuilder summary)
    {
        PostgresKeyword verb = cursor.Keyword;
        cursor.Advance();
        if (verb != PostgresKeyword.Declare)
        {
            DefinitionParser.SkipRest(ref cursor, summary);
            summary.ReturnsEarlierText();
            return summary.Add(verb == PostgresKeyword.Close ? StatementKind.Other : StatementKind.Select);
        }
        // name BINARY INSENSITIVE SCROLL CURSOR WITH HOLD
        while (!cursor.AtStatementEnd && !cursor.Is(PostgresKeyword.For))
            cursor.Advance();
        if (!cursor.Accept(PostgresKeyword.For))
            summary.Partial("FOR was expected");
        StatementParser.Preparable(ref cursor, summary);
        return summary.Add(StatementKind.Select);
    }
}
