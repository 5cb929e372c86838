using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>EXPLAIN. With ANALYZE it runs the statement; without, the same is claimed.</summary>
internal static class ExplainParser
{
    public static StatementKind Explain(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Explain);
        cursor.Advance();
        if (HasOptions(cursor))
            Parentheses.SkipWords(ref cursor, summary);
        else
        {
            if (!cursor.Accept(PostgresKeyword.Analyze))
                cursor.Accept(PostgresKeyword.Analyse);
            cursor.Accept(PostgresKeyword.Verbose);
        }
        StatementParser.Statement(ref cursor, summary);
        return StatementKind.Explain;
    }

    /// <summary>A parenthesis can open the options or a query.</summary>
    private static bool HasOptions(in TokenCursor cursor)
    {
        if (cursor.Kind != TokenKind.OpenParen)
            return false;
        TokenCursor inside = cursor;
        inside.Advance();
        return inside.Current.IsWord && !QueryParser.StartsHere(inside);
    }
}
