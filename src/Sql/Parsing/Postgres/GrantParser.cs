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
            summary.Partial("it changes relations that it does not name");
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

    private static void Objects(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Is(PostgresKeyword.All))
            summary.Partial("it names every relation or routine of a schema");
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
