using System.Text;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Oracle;

/// <summary>Makes new texts out of tokens of known statements, keywords and hidden queries; many of them are valid SQL.</summary>
internal sealed class TokenMutator(IReadOnlyList<byte[]> statements, int seed)
{
    private static readonly string[] Fragments =
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

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        List<string> tokens = Tokens(Pick(statements));
        int changes = _random.Next(1, 4);
        for (int i = 0; i < changes && tokens.Count > 0; i++)
            Change(tokens);
        return Encoding.Latin1.GetBytes(string.Join(' ', tokens));
    }

    private void Change(List<string> tokens)
    {
        int at = _random.Next(tokens.Count);
        switch (_random.Next(9))
        {
            case 0:
                tokens.RemoveAt(at);
                break;
            case 1:
                tokens.Insert(at, tokens[_random.Next(tokens.Count)]);
                break;
            case 2:
                tokens[at] = Keyword();
                break;
            case 3:
                tokens.Insert(at, Keyword());
                break;
            case 4:
                tokens[at] = Pick(Fragments);
                break;
            case 5:
                tokens.Insert(at, Pick(Fragments));
                break;
            case 6:
                List<string> other = Tokens(Pick(statements));
                int start = _random.Next(other.Count);
                tokens.InsertRange(at, other.GetRange(start, Math.Min(_random.Next(1, 6), other.Count - start)));
                break;
            case 7:
                tokens.Insert(at, "(");
                tokens.Insert(_random.Next(at + 1, tokens.Count + 1), ")");
                break;
            default:
                int second = _random.Next(tokens.Count);
                (tokens[at], tokens[second]) = (tokens[second], tokens[at]);
                break;
        }
    }

    private string Keyword()
    {
        var keyword = (PostgresKeyword)_random.Next(1, (int)PostgresKeyword.Zone + 1);
        return PostgresKeywords.Spelling(keyword);
    }

    private T Pick<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];

    private static List<string> Tokens(byte[] text)
    {
        var tokens = new List<string>();
        var lexer = new PostgresLexer(text, LexicalContext.PostgresDefault);
        for (Token token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
            tokens.Add(Encoding.Latin1.GetString(text, token.Start, token.Length));
        return tokens;
    }
}
