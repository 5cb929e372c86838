using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary><c>CREATE INDEX [CONCURRENTLY] [[IF NOT EXISTS] name] ON [ONLY] table [USING method] (expressions) ...</c></summary>
internal static class CreateIndexParser
{
    public static void Index(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Accept(PostgresKeyword.Concurrently);
        DefinitionParser.IfExists(ref cursor);
        if (cursor.Current.IsWord && !cursor.Is(PostgresKeyword.On))
            NameReader.Any(ref cursor, summary);
        if (!cursor.Accept(PostgresKeyword.On))
            summary.Partial("ON was expected");
        NameReader.Target(ref cursor, summary, AccessMode.Write);
        if (cursor.Accept(PostgresKeyword.Using))
            cursor.Advance();
        if (cursor.Kind == TokenKind.OpenParen)
            ExpressionParser.Group(ref cursor, summary);
        if (cursor.Accept(PostgresKeyword.Include) && cursor.Kind == TokenKind.OpenParen)
            ExpressionParser.Group(ref cursor, summary);
        DefinitionParser.Tail(ref cursor, summary);
    }
}
