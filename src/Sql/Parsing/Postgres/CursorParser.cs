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
            // The name comes last, after the direction: FETCH [FORWARD] [count] [FROM | IN] name
            if (cursor.Previous.IsWord)
                summary.Cursor = NameReader.Spelling(cursor, cursor.Previous, summary);
            return summary.Add(verb == PostgresKeyword.Close ? StatementKind.Other : StatementKind.Select);
        }
        // name BINARY INSENSITIVE SCROLL CURSOR WITH HOLD
        if (cursor.Current.IsWord)
            summary.Cursor = NameReader.Spelling(cursor, cursor.Current, summary);
        while (!cursor.AtStatementEnd && !cursor.Is(PostgresKeyword.For))
            cursor.Advance();
        if (!cursor.Accept(PostgresKeyword.For))
            summary.Partial("FOR was expected");
        StatementParser.Preparable(ref cursor, summary);
        return summary.Add(StatementKind.Select);
    }
}
