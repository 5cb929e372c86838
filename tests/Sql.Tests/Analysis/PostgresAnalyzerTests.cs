using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Analysis;

public sealed class PostgresAnalyzerTests
{
    [Theory]
    [InlineData("")]
    [InlineData("  \n\t")]
    [InlineData(";")]
    [InlineData(" ; -- c\n ; /* d */ ;;")]
    public void Texts_without_statements_have_no_summaries(string sql) => Assert.Equal("", Shown.Of(sql));

    [Theory]
    [InlineData("SELECT 1; DELETE FROM a", "Select | Delete w:a where:Missing")]
    [InlineData("BEGIN; DELETE FROM a; COMMIT;", "Transaction | Delete w:a where:Missing | Transaction")]
    [InlineData("SELECT '\\'; DELETE FROM a; --'", "Select | Delete w:a where:Missing")]
    [InlineData("SELECT $$;$$; DELETE FROM a", "Select | Delete w:a where:Missing")]
    [InlineData("SELECT $a$ $b$; $a$; DELETE FROM a; SELECT $c$ $c$", "Select | Delete w:a where:Missing | Select")]
    [InlineData("SELECT 'a' -- '\n; DELETE FROM a --'", "Select | Delete w:a where:Missing")]
    [InlineData("SELECT 'x'\n'y'; DELETE FROM a", "Select | Delete w:a where:Missing")]
    [InlineData("SELECT U&'\\0027'; DELETE FROM a; --'", "Select | Delete w:a where:Missing")]
    [InlineData("SELECT 1 AS \"x\"\"; --\"; DELETE FROM a --\"", "Select | Delete w:a where:Missing")]
    [InlineData("SELECT /*/ 1; -- */ 2; DELETE FROM a", "Select | Delete w:a where:Missing")]
    [InlineData("SELECT e'a\\'b' ; UPDATE a SET b = 0 ; --'", "Select | Update w:a where:Missing")]
    [InlineData("SELECT '; DELETE FROM a; --'", "Select")]
    [InlineData("SELECT 'a'\n'b; DELETE FROM a'", "Select")]
    [InlineData("SELECT /* /* ; DROP TABLE a */ */ 5", "Select")]
    [InlineData("CREATE RULE r AS ON DELETE TO a DO (DELETE FROM b; SELECT 1); SELECT 2", "Create+Select+Delete w:a,b where:Missing moves | Select")]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; DELETE FROM a; END; DROP TABLE b",
        "Create+Select+Delete w:a where:Missing moves | Drop w:b")]
    public void Statements_end_where_the_server_ends_them(string sql, string expected) => Assert.Equal(expected, Shown.Of(sql));

    [Fact]
    public void Each_summary_says_where_its_statement_stands()
    {
        byte[] text = "/* a */ SELECT 1 ; -- b\n DELETE FROM \"\u00e9\" ;"u8.ToArray();
        StatementBatch batch = PostgresAnalyzer.Analyze(text, LexicalContext.PostgresDefault);
        Assert.Equal(["SELECT 1", "DELETE FROM \"\u00e9\""], batch.Statements.Select(s => Encoding.UTF8.GetString(text[s.Text])));
    }

    [Theory]
    [InlineData("SELECT 'a\\'; DELETE FROM b; --'", "Select")]
    [InlineData("SELECT 'a\\''; DELETE FROM b; --'", "Select | Delete w:b where:Missing")]
    [InlineData("SELECT $$\\$$; DELETE FROM b", "Select | Delete w:b where:Missing")]
    public void Backslashes_escape_where_the_session_says_so(string sql, string expected) =>
        Assert.Equal(expected, Shown.Of(Encoding.UTF8.GetBytes(sql),
            LexicalContext.PostgresDefault with { Backslash = BackslashInLiteral.Escapes }));

    [Fact]
    public void Every_statement_is_partial_in_an_encoding_with_ASCII_bytes_inside_characters() =>
        Assert.Equal("Select partial | Delete w:a where:Missing partial", Shown.Of("SELECT 1; DELETE FROM a"u8.ToArray(),
            LexicalContext.PostgresDefault with { Encoding = EncodingSafety.AsciiBytesInsideCharacters }));

    [Theory]
    [InlineData("SELECT 'unterminated; DELETE FROM a")]
    [InlineData("SELECT /* unterminated; DELETE FROM a")]
    [InlineData("SELECT $a$ unterminated; DELETE FROM a")]
    [InlineData("SELECT \"unterminated; DELETE FROM a")]
    [InlineData("SELECT \\ 1")]
    [InlineData("DELETE FROM a\0 WHERE b = 1")]
    [InlineData("\u00a0SELECT 1")]
    [InlineData("\ufeffDELETE FROM a")]
    [InlineData("DELETE\u00a0FROM\u00a0a")]
    [InlineData("FROBNICATE a")]
    [InlineData("'x'")]
    [InlineData(")")]
    [InlineData("SELECT (1")]
    [InlineData("SELECT 1)")]
    [InlineData("SELECT a[1 FROM b")]
    [InlineData("SELECT (SELECT 1; SELECT 2)")]
    [InlineData("SELECT f(a FROM b)")]
    [InlineData("SELECT (DELETE FROM a)")]
    [InlineData("SELECT (UPDATE a SET b = 1)")]
    [InlineData("SELECT 1 CREATE TABLE a (b int)")]
    [InlineData("WITH a SELECT 1")]
    [InlineData("WITH a AS SELECT 1")]
    [InlineData("CREATE WIDGET a")]
    [InlineData("ALTER WIDGET a")]
    [InlineData("DROP WIDGET a")]
    [InlineData("COPY a TO b")]
    [InlineData("MERGE INTO a USING b ON true WHEN MATCHED THEN EXPLODE")]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; DELETE FROM a")]
    [InlineData("CREATE RULE r AS ON DELETE TO a DO (SELECT 1; DELETE FROM b")]
    [InlineData("IDENTIFY_SYSTEM")]
    [InlineData("START_REPLICATION SLOT s LOGICAL 0/0")]
    [InlineData("SELECT * FROM U&\"\\zzzz\"")]
    [InlineData("SELECT * FROM GRAPH_TABLE (g MATCH (a) COLUMNS (a.x))")]
    [InlineData("SELECT * FROM a JOIN b ON x BETWEEN JOIN (c) AND d")]
    [InlineData("UPDATE pg_settings SET setting = 'off' WHERE name = 'standard_conforming_strings'")]
    public void What_can_not_be_read_to_its_end_is_partial(string sql) =>
        Assert.EndsWith(" partial", Shown.Of(sql), StringComparison.Ordinal);

    [Fact]
    public void A_name_in_bytes_that_are_not_UTF8_makes_the_summary_partial() =>
        Assert.Equal("Select partial", Shown.Of([.. "SELECT * FROM \"\""u8[..^1], 0xe9, (byte)'"']));

    [Fact]
    public void Bytes_that_are_not_UTF8_are_fine_in_literals() =>
        Assert.Equal("Select | Delete w:a where:Missing", Shown.Of([.. "SELECT '"u8, 0xe9, .. "'; DELETE FROM a"u8]));

    [Theory]
    [InlineData("SELECT ((((DELETE FROM a", "Delete")]
    [InlineData("SELECT 1 FROM a WHERE ] DROP TABLE b", "Drop")]
    public void What_is_not_understood_still_claims_the_verbs_in_it(string sql, string kind) =>
        Assert.Contains(kind, Shown.Of(sql), StringComparison.Ordinal);

    [Fact]
    public void References_by_relation_and_name_are_listed_as_possible_calls()
    {
        StatementSummary summary = Only("SELECT c.dump_all, c.\"Name\", d, (c).x FROM customers c WHERE c.id = 1");
        Assert.Equal(["dump_all", "Name", "id"], summary.Attributes.AsEnumerable());
        Assert.Equal([new SqlName(null, "x")], summary.Functions.AsEnumerable());
    }

    [Theory]
    [InlineData("SELECT ('/x'::text).pg_read_file")]
    [InlineData("SELECT ($1).pg_read_file")]
    [InlineData("SELECT $1.pg_read_file")]
    [InlineData("SELECT (ARRAY['/x'])[1].pg_read_file")]
    [InlineData("SELECT (ARRAY['/x'])[1].\"pg_read_file\"")]
    [InlineData("SELECT a[1] . pg_read_file FROM b")]
    public void A_function_in_the_notation_of_a_field_is_a_call(string sql)
    {
        StatementSummary summary = Only(sql);
        Assert.Contains(new SqlName(null, "pg_read_file"), summary.Functions);
        Assert.False(summary.Coverage.IsComplete);
    }

    private static StatementSummary Only(string sql) =>
        Assert.Single(PostgresAnalyzer.Analyze(Encoding.UTF8.GetBytes(sql), LexicalContext.PostgresDefault).Statements);
}
