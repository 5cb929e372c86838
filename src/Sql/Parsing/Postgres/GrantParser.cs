using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>GRANT, REVOKE and REASSIGN OWNED.</summary>
internal static class GrantParser
{
    public static StatementKind Grant(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Grant);
        if (cursor.Is(PostgresKeyword.Reassign))
            summary.TouchEvery(null, AccessMode.Write);
        cursor.Advance();
        // Privileges may be called CREATE or GRANT OPTION.
        while (!cursor.AtStatementEnd
            && cursor.Keyword is not (PostgresKeyword.On or PostgresKeyword.To or PostgresKeyword.From))
            cursor.Advance();
        if (cursor.Accept(PostgresKeyword.On))
            Objects(ref cursor, summary);
        while (!DefinitionParser.AtEnd(cursor))
            cursor.Advance(cursor.Is(PostgresKeyword.With, PostgresKeyword.Grant) ? 2 : 1);
        return StatementKind.Grant;
    }

    /// <summary><c>ALL {TABLES | SEQUENCES | FUNCTIONS | PROCEDURES | ROUTINES} IN SCHEMA name, ..</c></summary>
    private static void All(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance(2);
        if (cursor.Accept(PostgresKeyword.In, PostgresKeyword.Schema))
            NameReader.Schemas(ref cursor, summary, AccessMode.Write);
        else
            summary.Partial("it names every relation or routine of a schema");
    }

    private static void Objects(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Is(PostgresKeyword.All))
            All(ref cursor, summary);
        else if (ObjectClasses.TryTakeRelation(ref cursor) || !cursor.Next.IsWord
            || cursor.Next.Keyword is PostgresKeyword.To or PostgresKeyword.From)
            NameReader.Targets(ref cursor, summary, AccessMode.Write);
        else
        {
            // FUNCTION name(arguments), SCHEMA name and the like
            while (!cursor.AtStatementEnd && cursor.Keyword is not (PostgresKeyword.To or PostgresKeyword.From))
                cursor.Advance();
        }
    }
}
