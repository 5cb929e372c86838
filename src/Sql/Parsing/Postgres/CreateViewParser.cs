using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>CREATE VIEW and CREATE MATERIALIZED VIEW: what their query reads can be read under their name.</summary>
internal static class CreateViewParser
{
    public static void View(ref TokenCursor cursor, SummaryBuilder summary)
    {
        DefinitionParser.IfExists(ref cursor);
        NameReader.Target(ref cursor, summary, AccessMode.Write);
        summary.StoresWhatItReads();
        while (!DefinitionParser.AtEnd(cursor) && !cursor.Is(PostgresKeyword.As))
        {
            if (cursor.Kind == TokenKind.OpenParen)
                Parentheses.Skip(ref cursor, summary);
            else
                cursor.Advance();
        }
        if (cursor.Accept(PostgresKeyword.As))
            StatementParser.Preparable(ref cursor, summary);
        else
            summary.Partial("the query of a view was expected");
        DefinitionParser.WithOption(ref cursor);
    }
}
