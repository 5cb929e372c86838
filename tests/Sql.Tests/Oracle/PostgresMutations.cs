using System.Text;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Oracle;

/// <summary>Mutations in PostgreSQL's dialect.</summary>
internal sealed class PostgresMutations : IMutatedDialect
{
    public IReadOnlyList<string> Fragments { get; } =
    [
        "(SELECT x FROM hidden)", "(SELECT hidden_f(1))", "hidden_f(1)", "(TABLE hidden)", "(VALUES (1))", "*", "hidden", "\"from\"",
        "a.from", "AS from", "AS select", "IS DISTINCT FROM", "IS NOT DISTINCT FROM 1", "distinct", "is", "FROM hidden",
        ", hidden", "JOIN hidden ON true", "CROSS JOIN hidden", "LEFT JOIN hidden USING (a)", "NATURAL JOIN hidden",
        "UNION SELECT * FROM hidden", "WHERE", "WITH hidden AS (SELECT 1)", "WITH q AS (DELETE FROM hidden RETURNING *)",
        "RETURNING hidden_f(a)", "EXTRACT(year FROM a)", "SUBSTRING(a FROM 1 FOR 2)", "TRIM(BOTH FROM a)", "OVERLAY(a PLACING b FROM 1)",
        "CASE WHEN a THEN b END", "ARRAY[1]", "ARRAY(SELECT 1 FROM hidden)", "left(a, 1)", "join(a)", "LATERAL", "ONLY", "()", "(", ")",
        ",", ".", "::int", "[1]", "1", "'x'", "$1", "'x'\n'y'", "/* c */", "-- c\n", "E'\\''", "$$ ; $$", "U&\"d\\0061t\"", "name", "=",
        "+", "FOR UPDATE", "ORDER BY a", "GROUP BY ROLLUP (a)", "FILTER (WHERE a)", "OVER (PARTITION BY a)", "WITHIN GROUP (ORDER BY a)",
        "INTO hidden", "timestamp with time zone", "AT TIME ZONE 'x'", "LIKE (a)", "OPERATOR(pg_catalog.+)", "ROW(1, 2)", "TABLESAMPLE f(1)",
        "WITH ORDINALITY", "ROWS FROM (hidden_f(1), b(2) AS (a int))", "(hidden)", "(hidden JOIN b ON true)", "EXISTS (SELECT FROM hidden)",
        "values", "CAST(a AS numeric(10,2))", "COLLATE \"C\"", "COLLATION FOR (a)", "DEFAULT", "SET a = 1", "current_date",
    ];

    public string Keyword(Random random)
    {
        var keyword = (PostgresKeyword)random.Next(1, (int)PostgresKeyword.Zone + 1);
        return PostgresKeywords.Spelling(keyword);
    }

    public List<string> Tokens(byte[] text)
    {
        var tokens = new List<string>();
        var lexer = new PostgresLexer(text, LexicalContext.PostgresDefault);
        for (Token token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
            tokens.Add(Encoding.Latin1.GetString(text, token.Start, token.Length));
        return tokens;
    }
}
