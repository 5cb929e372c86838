using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>ALTER, by the class of the object.</summary>
internal static class AlterParser
{
    public static StatementKind Alter(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Alter);
        cursor.Advance();
        if (ObjectClasses.TryTakeRelation(ref cursor))
            AlterRelationParser.Relation(ref cursor, summary);
        else if (ObjectClasses.IsNamedOnRelation(cursor.Keyword))
        {
            cursor.Advance();
            DefinitionParser.Policy(ref cursor, summary);
        }
        else if (cursor.Accept(PostgresKeyword.Publication))
            PublicationParser.Tables(ref cursor, summary);
        else if (cursor.Accept(PostgresKeyword.Default, PostgresKeyword.Privileges))
            DefaultPrivileges(ref cursor, summary);
        else
            Other(ref cursor, summary);
        return StatementKind.Alter;
    }

    /// <summary><c>ALTER DEFAULT PRIVILEGES [FOR ROLE r] [IN SCHEMA s] GRANT ... | REVOKE ...</c></summary>
    private static void DefaultPrivileges(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Grant);
        while (!cursor.AtStatementEnd)
            cursor.Advance();
    }

    private static void Other(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Is(PostgresKeyword.System))
            summary.Add(StatementKind.Admin);
        if (!ObjectClasses.IsWithoutRelation(cursor.Keyword))
            summary.Partial("it alters an object of an unknown class");
        PostgresKeyword objectClass = cursor.Keyword;
        cursor.Advance();
        if (objectClass == PostgresKeyword.Extension)
            Extension(ref cursor, summary);
        else if (objectClass == PostgresKeyword.Schema)
            Schema(ref cursor, summary);
        else if (objectClass == PostgresKeyword.Type)
            NameReader.Target(ref cursor, summary, AccessMode.Write);
        else if (objectClass == PostgresKeyword.Domain)
            DefinitionParser.Tail(ref cursor, summary);
        DefinitionParser.SkipRest(ref cursor, summary);
    }

    /// <summary><c>ALTER SCHEMA name RENAME TO name</c>: all of its relations are found under another name from now on.</summary>
    private static void Schema(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Next.Keyword != PostgresKeyword.Rename)
            return;
        summary.TouchEvery(NameReader.Spelling(cursor, cursor.Current, summary), AccessMode.Write);
        summary.StoresWhatItReads();
    }

    /// <summary><c>ALTER EXTENSION name ADD | DROP class object</c></summary>
    private static void Extension(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        if (cursor.Keyword is PostgresKeyword.Add or PostgresKeyword.Drop)
        {
            cursor.Advance();
            if (ObjectClasses.TryTakeRelation(ref cursor))
                NameReader.Target(ref cursor, summary, AccessMode.Write);
        }
    }
}
