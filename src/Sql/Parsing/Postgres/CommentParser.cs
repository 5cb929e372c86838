using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>COMMENT ON and SECURITY LABEL ON.</summary>
internal static class CommentParser
{
    public static StatementKind Comment(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Alter);
        while (!cursor.AtStatementEnd && !cursor.Is(PostgresKeyword.On))
            cursor.Advance();
        cursor.Advance();
        if (ObjectClasses.TryTakeRelation(ref cursor))
            NameReader.Target(ref cursor, summary, AccessMode.Write);
        else if (cursor.Accept(PostgresKeyword.Column))
            Column(ref cursor, summary);
        else if (cursor.Accept(PostgresKeyword.Constraint))
        {
            if (!IsOnDomain(cursor))
                DefinitionParser.NameOnRelation(ref cursor, summary);
        }
        else if (ObjectClasses.IsNamedOnRelation(cursor.Keyword))
        {
            cursor.Advance();
            DefinitionParser.NameOnRelation(ref cursor, summary);
        }
        else if (!ObjectClasses.IsWithoutRelation(cursor.Keyword))
            summary.Partial("it describes an object of an unknown class");
        DefinitionParser.SkipRest(ref cursor, summary);
        return StatementKind.Alter;
    }

    /// <summary><c>name ON DOMAIN domain</c>, where DOMAIN alone can be the name of a table.</summary>
    private static bool IsOnDomain(in TokenCursor cursor)
    {
        TokenCursor ahead = cursor;
        ahead.Advance();
        return ahead.Accept(PostgresKeyword.On, PostgresKeyword.Domain) && ahead.Current.IsColumnName;
    }

    /// <summary>The relation is all but the last part of the name.</summary>
    private static void Column(ref TokenCursor cursor, SummaryBuilder summary)
    {
        Token? qualifier = null;
        Token? relation = null;
        while (cursor.Current.IsWord && cursor.Next.Kind == TokenKind.Dot)
        {
            qualifier = relation;
            relation = cursor.Current;
            cursor.Advance(2);
        }
        if (relation is { } token && NameReader.Combine(cursor, summary, qualifier, token) is { } name)
            summary.Write(name);
        else
            summary.Partial("a column name was expected");
    }
}
