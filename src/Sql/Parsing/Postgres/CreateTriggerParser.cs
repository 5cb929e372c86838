using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>CREATE TRIGGER and CREATE EVENT TRIGGER: the function that they install is named, not called.</summary>
internal static class CreateTriggerParser
{
    public static void Trigger(ref TokenCursor cursor, SummaryBuilder summary)
    {
        // name BEFORE INSERT OR UPDATE OF a, b ON relation
        while (!DefinitionParser.AtEnd(cursor) && !cursor.Is(PostgresKeyword.On))
            cursor.Advance();
        DefinitionParser.OnRelation(ref cursor, summary);
        // Its function gets the rows, and may keep them.
        summary.StoresWhatItReads();
        if (cursor.Accept(PostgresKeyword.From))
            NameReader.Target(ref cursor, summary, AccessMode.Read);
        Rest(ref cursor, summary);
    }

    public static void Rest(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (!DefinitionParser.AtEnd(cursor))
        {
            if (cursor.Kind == TokenKind.OpenParen)
                ExpressionParser.Group(ref cursor, summary);
            else if (cursor.Accept(PostgresKeyword.Execute))
                Function(ref cursor, summary);
            else
                cursor.Advance();
        }
    }

    private static void Function(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Accept(PostgresKeyword.Function))
            cursor.Accept(PostgresKeyword.Procedure);
        if (NameReader.Any(ref cursor, summary) is { } function)
            summary.Call(function);
    }
}
