using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>CREATE, by the class of the object.</summary>
internal static class CreateParser
{
    public static StatementKind Create(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Create);
        cursor.Advance();
        SkipModifiers(ref cursor);
        PostgresKeyword objectClass = cursor.Keyword;
        cursor.Advance();
        if (!TryRelation(ref cursor, summary, objectClass) && !TryOnRelation(ref cursor, summary, objectClass))
            Other(ref cursor, summary, objectClass);
        return StatementKind.Create;
    }

    private static bool TryRelation(ref TokenCursor cursor, SummaryBuilder summary, PostgresKeyword objectClass)
    {
        switch (objectClass)
        {
            case PostgresKeyword.Table:
            case PostgresKeyword.Foreign when cursor.Accept(PostgresKeyword.Table):
                CreateTableParser.Table(ref cursor, summary);
                return true;
            case PostgresKeyword.View:
            case PostgresKeyword.Materialized when cursor.Accept(PostgresKeyword.View):
                CreateViewParser.View(ref cursor, summary);
                return true;
            case PostgresKeyword.Sequence:
                DefinitionParser.IfExists(ref cursor);
                NameReader.Target(ref cursor, summary, AccessMode.Write);
                DefinitionParser.Tail(ref cursor, summary);
                return true;
            case PostgresKeyword.Type:
                // A composite type is a relation, too.
                NameReader.Target(ref cursor, summary, AccessMode.Write);
                DefinitionParser.SkipRest(ref cursor, summary);
                return true;
            default:
                return false;
        }
    }

    private static bool TryOnRelation(ref TokenCursor cursor, SummaryBuilder summary, PostgresKeyword objectClass)
    {
        switch (objectClass)
        {
            case PostgresKeyword.Index:
                CreateIndexParser.Index(ref cursor, summary);
                return true;
            case PostgresKeyword.Trigger:
                CreateTriggerParser.Trigger(ref cursor, summary);
                return true;
            case PostgresKeyword.Rule:
                CreateRuleParser.Rule(ref cursor, summary);
                return true;
            case PostgresKeyword.Policy:
                DefinitionParser.Policy(ref cursor, summary);
                return true;
            case PostgresKeyword.Publication:
                PublicationParser.Tables(ref cursor, summary);
                return true;
            case PostgresKeyword.Statistics:
                Statistics(ref cursor, summary);
                return true;
            default:
                return false;
        }
    }

    private static void Other(ref TokenCursor cursor, SummaryBuilder summary, PostgresKeyword objectClass)
    {
        switch (objectClass)
        {
            case PostgresKeyword.Function or PostgresKeyword.Procedure:
                CreateRoutineParser.Routine(ref cursor, summary);
                break;
            case PostgresKeyword.Event:
                CreateTriggerParser.Rest(ref cursor, summary);
                break;
            case PostgresKeyword.Schema:
                Schema(ref cursor, summary);
                break;
            case PostgresKeyword.Domain:
                NameReader.Any(ref cursor, summary);
                DefinitionParser.Tail(ref cursor, summary);
                break;
            default:
                if (!ObjectClasses.IsWithoutRelation(objectClass))
                    summary.Partial("it creates an object of an unknown class");
                DefinitionParser.SkipRest(ref cursor, summary);
                break;
        }
    }

    private static void SkipModifiers(ref TokenCursor cursor)
    {
        cursor.Accept(PostgresKeyword.Or, PostgresKeyword.Replace);
        while (cursor.Keyword is PostgresKeyword.Temp or PostgresKeyword.Temporary or PostgresKeyword.Local
            or PostgresKeyword.Global or PostgresKeyword.Unlogged or PostgresKeyword.Unique or PostgresKeyword.Recursive
            or PostgresKeyword.Trusted or PostgresKeyword.Procedural or PostgresKeyword.Default
            or PostgresKeyword.Constraint)
            cursor.Advance();
    }

    /// <summary>CREATE SCHEMA takes CREATE and GRANT statements as its elements.</summary>
    private static void Schema(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (!DefinitionParser.AtEnd(cursor))
            cursor.Advance();
        while (cursor.Keyword is PostgresKeyword.Create or PostgresKeyword.Grant)
            StatementParser.Statement(ref cursor, summary);
    }

    /// <summary><c>CREATE STATISTICS [name] [(kinds)] ON expressions FROM relation</c></summary>
    private static void Statistics(ref TokenCursor cursor, SummaryBuilder summary)
    {
        DefinitionParser.IfExists(ref cursor);
        NameReader.Any(ref cursor, summary);
        if (cursor.Kind == TokenKind.OpenParen)
            Parentheses.Skip(ref cursor, summary);
        cursor.Accept(PostgresKeyword.On);
        ExpressionParser.Run(ref cursor, summary, ExpressionPlace.List);
        if (cursor.Accept(PostgresKeyword.From))
            FromParser.List(ref cursor, summary);
        else
            summary.Partial("FROM was expected");
    }
}
