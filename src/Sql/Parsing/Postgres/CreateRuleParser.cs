using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary><c>CREATE RULE name AS ON event TO relation [WHERE condition] DO [ALSO | INSTEAD] action</c></summary>
internal static class CreateRuleParser
{
    public static void Rule(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (!DefinitionParser.AtEnd(cursor) && !cursor.Is(PostgresKeyword.To))
            cursor.Advance();
        if (cursor.Accept(PostgresKeyword.To))
            NameReader.Target(ref cursor, summary, AccessMode.Write);
        else
            summary.Partial("TO was expected");
        if (cursor.Accept(PostgresKeyword.Where))
            ExpressionParser.Run(ref cursor, summary, ExpressionPlace.List);
        if (!cursor.Accept(PostgresKeyword.Do))
            summary.Partial("DO was expected");
        if (!cursor.Accept(PostgresKeyword.Also))
            cursor.Accept(PostgresKeyword.Instead);
        if (cursor.Accept(PostgresKeyword.Nothing))
            return;
        // What an action reads, it offers under the relation's name.
        summary.StoresWhatItReads();
        if (cursor.Kind == TokenKind.OpenParen)
            Actions(ref cursor, summary);
        else
            StatementParser.Statement(ref cursor, summary);
    }

    /// <summary>Several actions in parentheses, with semicolons that do not end the CREATE.</summary>
    private static void Actions(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        while (!cursor.Accept(TokenKind.CloseParen))
        {
            if (cursor.Kind == TokenKind.End)
            {
                summary.Partial("the actions of a rule could not be read");
                return;
            }
            if (cursor.Accept(TokenKind.Semicolon))
                continue;
            StatementParser.Statement(ref cursor, summary);
            if (cursor.Kind is TokenKind.Semicolon or TokenKind.CloseParen)
                continue;
            summary.Partial("an action of a rule could not be read");
            Salvage.Rest(ref cursor, summary);
        }
    }
}
