using System.Text;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Fingerprints;

public sealed class PostgresFingerprintTests
{
    [Theory]
    [InlineData("SELECT id FROM t WHERE a = 1", "select  ID\nFROM/* c */T where a=$3 -- end")]
    [InlineData("SELECT id FROM t WHERE a = 1", "SELECT id FROM t WHERE a = -22.5e3;")]
    [InlineData("SELECT id FROM t WHERE a = 'x'", "SELECT id FROM t WHERE a = E'\\'; DROP TABLE t'")]
    [InlineData("SELECT id FROM t WHERE a = 'x'", "SELECT id FROM t WHERE a = $$ y $$")]
    [InlineData("SELECT id FROM t WHERE a IN (1, 2, 3)", "SELECT id FROM t WHERE a IN ($1)")]
    [InlineData("SELECT id FROM t WHERE (a, b) IN ((1, 2), (3, 4))", "SELECT id FROM t WHERE (a, b) in (($1, 'x'))")]
    [InlineData("INSERT INTO t (a, b) VALUES (1, 'x')", "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4), (5, 6)")]
    [InlineData("INSERT INTO t VALUES (1, DEFAULT), (2, NULL)", "INSERT INTO t VALUES (1, DEFAULT), (2, NULL), (3, DEFAULT), (4, NULL)")]
    public void Statements_that_differ_in_data_spacing_and_case_have_one(string one, string other)
    {
        Assert.NotNull(Shape.Postgres(one));
        Assert.Equal(Shape.Postgres(one), Shape.Postgres(other));
    }

    [Theory]
    [InlineData("SELECT id FROM t WHERE a = 1", "SELECT id FROM t WHERE a = 1 OR 1 = 1")]
    [InlineData("SELECT id FROM t WHERE a = 1", "SELECT id FROM t WHERE a <> 1")]
    [InlineData("SELECT id FROM t", "SELECT id FROM s.t")]
    [InlineData("SELECT id FROM t", "SELECT id FROM \"t\"")]
    [InlineData("SELECT \"id\" FROM t", "SELECT \"ID\" FROM t")]
    [InlineData("SELECT a - 1 FROM t", "SELECT a + 1 FROM t")]
    [InlineData("SELECT a -1 FROM t", "SELECT a 1 FROM t")]
    [InlineData("SELECT * FROM t WHERE a IN (1, 2)", "SELECT * FROM t WHERE a IN (1, f(2))")]
    [InlineData("SELECT * FROM t WHERE a IN (1)", "SELECT * FROM t WHERE a IN ((1, 1))")]
    [InlineData("INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1), (now())")]
    [InlineData("INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1, 1)")]
    [InlineData("SELECT a FROM t", "SELECT a FROM t LIMIT 1")]
    [InlineData("COPY t TO PROGRAM 'date'", "COPY t TO PROGRAM 'rm -r /'")]
    [InlineData("COPY t TO '/tmp/a'", "COPY t TO '/tmp/b'")]
    [InlineData("SET role 'a'", "SET role 'b'")]
    [InlineData("DO $$ begin end $$", "DO $$ begin delete from t; end $$")]
    [InlineData("SELECT query_to_xml('select 1', true, true, '')", "SELECT query_to_xml('select 2', true, true, '')")]
    [InlineData("SELECT pg_read_file('a')", "SELECT pg_read_file('b')")]
    [InlineData("SELECT set_config('a', 'b', true)", "SELECT set_config('role', 'b', true)")]
    public void Statements_that_do_something_else_have_another(string one, string other)
    {
        Assert.NotNull(Shape.Postgres(one));
        Assert.NotNull(Shape.Postgres(other));
        Assert.NotEqual(Shape.Postgres(one), Shape.Postgres(other));
    }

    [Theory]
    [InlineData("SELECT 'open")]
    [InlineData("SELECT 1 /* open")]
    [InlineData("SELECT \"open")]
    [InlineData("SELECT 1; SELECT $x$ open")]
    [InlineData("SELECT 1; \u0001")]
    public void What_can_not_be_lexed_has_none(string sql) => Assert.All(Shape.Of(sql, LexicalContext.PostgresDefault), Assert.Null);

    [Fact]
    public void In_an_encoding_with_ascii_bytes_inside_characters_nothing_has_one() =>
        Assert.Equal([null], Shape.Of("SELECT 1", LexicalContext.PostgresDefault with { Encoding = EncodingSafety.AsciiBytesInsideCharacters }));

    [Fact]
    public void Each_statement_of_a_text_has_its_own()
    {
        Assert.Equal([Shape.Postgres("SELECT 1"), Shape.Postgres("DELETE FROM t")], Shape.Of(";SELECT 2;;delete from T ; ", LexicalContext.PostgresDefault));
        Assert.Empty(Shape.Of(" ; -- nothing", LexicalContext.PostgresDefault));
    }

    [Fact]
    public void A_text_that_is_too_long_has_none()
    {
        Assert.NotNull(Shape.Postgres($"SELECT '{new string('x', 1 << 19)}'"));
        Assert.Null(Shape.Postgres($"SELECT '{new string('x', 1 << 20)}'"));
    }

    [Fact]
    public void A_kept_literal_counts_as_it_is_read()
    {
        byte[] text = Encoding.UTF8.GetBytes("""SET role 'a\b'""");
        LexicalContext plain = LexicalContext.PostgresDefault;
        Assert.NotEqual(Shape.Of(text, plain), Shape.Of(text, plain with { Backslash = BackslashInLiteral.Escapes }));
    }
}
