using System.Text;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Tests.Oracle;

namespace WireProxy.Sql.Tests.MySqlOracle;

/// <summary>Mutations in MySQL's dialect.</summary>
internal sealed class MySqlMutations(LexicalContext context) : IMutatedDialect
{
    public IReadOnlyList<string> Fragments { get; } =
    [
        "(SELECT x FROM hidden)", "(SELECT hidden_f(1))", "hidden_f(1)", "(TABLE hidden)", "(VALUES ROW(1))", "*", "hidden", "`from`", "a.from",
        "AS `select`", "AS 'from'", "AS hidden", "<=> 1", "DISTINCT", "FROM hidden", ", hidden", "JOIN hidden ON TRUE", "CROSS JOIN hidden", "STRAIGHT_JOIN hidden",
        "LEFT JOIN hidden USING (a)", "NATURAL JOIN hidden", "UNION SELECT * FROM hidden", "EXCEPT TABLE hidden", "WHERE", "WITH hidden AS (SELECT 1)",
        "WITH RECURSIVE hidden AS (SELECT 1 UNION SELECT x FROM hidden)", "RETURNING hidden_f(a)", "RETURNING (SELECT x FROM hidden)", "EXTRACT(YEAR FROM a)",
        "SUBSTRING(a FROM 1 FOR 2)", "TRIM(BOTH FROM a)", "CASE WHEN a THEN b END", "LEFT(a, 1)", "LATERAL (SELECT x FROM hidden) l", "()", "(", ")",
        ",", ".", ";", "@a", "@a := (SELECT x FROM hidden)", "@@version", "1", "'x'", "?", "'x' 'y'", "/* c */", "-- c\n", "# c\n", "/*! hidden_f(1) */", "/*! , */",
        "/*!50000 JOIN hidden */", "/*!99999 JOIN hidden */", "/*M!100100 JOIN hidden */", "/*+ x */", "\"x\"", "name", "=", "+", "->'$.a'", "->>'$.a'", "FOR UPDATE",
        "FOR UPDATE OF a", "LOCK IN SHARE MODE", "ORDER BY a", "GROUP BY a WITH ROLLUP", "OVER (PARTITION BY a)", "OVER w", "WINDOW w AS (ORDER BY (SELECT x FROM hidden))",
        "INTO @a", "INTO OUTFILE 'x'", "LIMIT 1", "OFFSET 1", "INTERVAL 1 DAY", "INTERVAL(1, 2)", "DATE '2024-01-01'", "_utf8mb4'x'", "COLLATE utf8mb4_bin", "(hidden)",
        "(hidden JOIN b ON TRUE)", "{oj hidden LEFT JOIN b ON TRUE}", "{fn hidden_f(1)}", "EXISTS (SELECT 1 FROM hidden)", "IN (SELECT x FROM hidden)", "VALUES(a)", "VALUES",
        "CAST(a AS CHAR(10))", "CONVERT(a USING utf8mb4)", "DEFAULT", "DEFAULT(a)", "SET a = 1", "SET a = (SELECT x FROM hidden)", "ON DUPLICATE KEY UPDATE a = hidden_f(1)",
        "CURRENT_DATE", "MATCH (a) AGAINST ('x')", "GROUP_CONCAT(a ORDER BY b SEPARATOR ',')", "PARTITION (p0)", "USE INDEX (i)", "FOR SYSTEM_TIME ALL", "EXPLAIN", "DESCRIBE", "ANALYZE",
        "SET STATEMENT max_statement_time = 1 FOR", "LIKE 'x' ESCAPE '|'", "BETWEEN 1 AND 2", "NOT", "BINARY", "PROCEDURE ANALYSE()", "REFERENCES hidden (a)", "LIKE hidden",
        "JSON_TABLE(a, '$' COLUMNS (x INT PATH '$')) AS j", "NEXT VALUE FOR hidden", "hidden.*", "shop.hidden",
    ];

    public string Keyword(Random random) => MySqlKeywords.Spelling((MySqlKeyword)random.Next(1, (int)MySqlKeyword.Year + 1));

    public List<string> Tokens(byte[] text)
    {
        var tokens = new List<string>();
        var lexer = new MySqlLexer(text, context, context.Server);
        MySqlToken previous = default;
        for (MySqlToken token = lexer.Next(); token.Kind != MySqlTokenKind.End; token = lexer.Next())
        {
            string spelling = Encoding.UTF8.GetString(text, token.Start, token.Length);
            // @@ and a name are two tokens that nothing may divide.
            if (previous.Kind == MySqlTokenKind.SystemVariable)
                tokens[^1] += spelling;
            else
                tokens.Add(spelling);
            previous = token;
        }
        return tokens;
    }
}
