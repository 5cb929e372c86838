using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

/// <summary><c>GET [CURRENT | STACKED] DIAGNOSTICS variable = item, ..</c>: names only.</summary>
internal static class DiagnosticsParser
{
    public static void Get(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        if (!cursor.Accept(PlpgsqlKeyword.Current))
            cursor.Accept(PlpgsqlKeyword.Stacked);
        if (!cursor.Expect(PlpgsqlKeyword.Diagnostics, summary))
            return;
        do
        {
            VariableName.Expect(ref cursor, summary);
            if (!cursor.Accept(TokenKind.Equals))
                cursor.Accept(TokenKind.ColonEquals);
            if (!cursor.Current.IsWord)
                break;
            cursor.Advance();
        }
        while (cursor.Accept(TokenKind.Comma));
        cursor.ExpectEnd(summary);
    }
}
