using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies;

/// <summary>Code in <c>LANGUAGE sql</c>: statements with semicolons between them.</summary>
internal static class SqlCode
{
    public static void Statements(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (cursor.Kind != TokenKind.End)
        {
            if (cursor.Accept(TokenKind.Semicolon))
                continue;
            StatementParser.Statement(ref cursor, summary);
            if (cursor.AtStatementEnd)
                continue;
            summary.Partial("its code could not be read to its end");
            Salvage.Rest(ref cursor, summary);
        }
    }
}
