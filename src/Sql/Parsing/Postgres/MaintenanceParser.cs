using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Statements about whole relations: TRUNCATE, LOCK, VACUUM and their kin.</summary>
internal static class MaintenanceParser
{
    public static StatementKind Maintain(ref TokenCursor cursor, SummaryBuilder summary)
    {
        PostgresKeyword verb = cursor.Keyword;
        cursor.Advance();
        StatementKind kind = summary.Add(verb switch
        {
            PostgresKeyword.Truncate => StatementKind.Truncate,
            PostgresKeyword.Lock => StatementKind.Lock,
            PostgresKeyword.Reindex or PostgresKeyword.Refresh => StatementKind.Alter,
            PostgresKeyword.Import => StatementKind.Create,
            PostgresKeyword.Load => StatementKind.Admin,
            _ => StatementKind.Maintenance,
        });
        Targets(ref cursor, summary, verb);
        DefinitionParser.SkipRest(ref cursor, summary);
        return kind;
    }

    private static void Targets(ref TokenCursor cursor, SummaryBuilder summary, PostgresKeyword verb)
    {
        switch (verb)
        {
            case PostgresKeyword.Truncate or PostgresKeyword.Lock:
                cursor.Accept(PostgresKeyword.Table);
                NameReader.Targets(ref cursor, summary,
                    verb == PostgresKeyword.Lock ? AccessMode.Read : AccessMode.Write);
                break;
            case PostgresKeyword.Vacuum or PostgresKeyword.Analyze or PostgresKeyword.Analyse:
                SkipOptions(ref cursor, summary);
                if (cursor.Current.IsColumnName || cursor.Is(PostgresKeyword.Only))
                    NameReader.Targets(ref cursor, summary, AccessMode.Read);
                break;
            case PostgresKeyword.Cluster:
                Cluster(ref cursor, summary);
                break;
            case PostgresKeyword.Reindex or PostgresKeyword.Refresh:
                SkipOptions(ref cursor, summary);
                if (!ObjectClasses.TryTakeRelation(ref cursor))
                    break;
                cursor.Accept(PostgresKeyword.Concurrently);
                NameReader.Target(ref cursor, summary, AccessMode.Write);
                break;
            case PostgresKeyword.Import:
                Import(ref cursor, summary);
                break;
        }
    }

    /// <summary><c>FOREIGN SCHEMA remote [{LIMIT TO | EXCEPT} (names)] FROM SERVER server INTO schema</c>: tables of any name.</summary>
    private static void Import(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (!cursor.AtStatementEnd && !cursor.Is(PostgresKeyword.Into))
        {
            if (cursor.Accept(TokenKind.OpenParen))
                NameReader.Targets(ref cursor, summary, AccessMode.Write);
            else
                cursor.Advance();
        }
        if (cursor.Accept(PostgresKeyword.Into))
            NameReader.Schemas(ref cursor, summary, AccessMode.Write);
        else
            summary.Partial("it creates tables that it does not name");
    }

    private static void Cluster(ref TokenCursor cursor, SummaryBuilder summary)
    {
        SkipOptions(ref cursor, summary);
        // The older order is: index ON table.
        if (cursor.Next.Keyword == PostgresKeyword.On)
            cursor.Advance(2);
        if (cursor.Current.IsColumnName)
            NameReader.Target(ref cursor, summary, AccessMode.Write);
    }

    private static void SkipOptions(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Kind == TokenKind.OpenParen)
            Parentheses.SkipWords(ref cursor, summary);
        while (cursor.Keyword is PostgresKeyword.Full or PostgresKeyword.Freeze or PostgresKeyword.Verbose
            or PostgresKeyword.Analyze or PostgresKeyword.Analyse)
            cursor.Advance();
    }
}
