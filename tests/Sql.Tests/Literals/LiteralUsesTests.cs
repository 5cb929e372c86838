using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Literals;

namespace WireProxy.Sql.Tests.Literals;

/// <summary>Shown as <c>column=content</c>: <c>~</c> before what may be compared, <c>-</c> for no column, <c>*</c> for any.</summary>
public sealed class LiteralUsesTests
{
    [Theory]
    [InlineData("INSERT INTO t (a, b) VALUES (1, 'x'), (DEFAULT, $1)", "a=1 b=x b=$1")]
    [InlineData("insert into s.t as r (\"A\", b) overriding user value values ('it''s', -2)", "a=it''s ~b=2")]
    [InlineData("INSERT INTO t VALUES (1, 'x')", "*=1 *=x")]
    [InlineData("INSERT INTO t (a) VALUES (1, 2)", "a=1 *=2")]
    [InlineData("INSERT INTO t (a, b) VALUES (f('x', 1), 'y'::text)", "~a=x ~a=1 ~b=y")]
    [InlineData("INSERT INTO t (a) SELECT 'x' FROM u WHERE c = 1", "~*=x ~*=1")]
    [InlineData("INSERT INTO t (a) VALUES ('x') ON CONFLICT (a) WHERE c = 1 DO UPDATE SET b = 'y' WHERE t.c = 2 RETURNING 'z'", "a=x ~-=1 b=y ~-=2 ~-=z")]
    [InlineData("UPDATE t SET a = 'x', b = b || 'y', c = (SELECT 1) WHERE d = 'z'", "a=x ~b=y ~c=1 ~-=z")]
    [InlineData("UPDATE t SET (a, b) = ('x', 'y'), c[1] = 'z', d.e = 'f'", "~*=x ~*=y ~*=1 ~*=z *=f")]
    [InlineData("SELECT a FROM t WHERE b = 'x' AND c = $2", "~-=x ~-=$2")]
    [InlineData("DELETE FROM t WHERE b = $tag$x$tag$ OR c = E'\\n' OR d = U&'\\0041' OR e = B'01'", "~-=x ~-=\\n ~-=\\0041 ~-=01")]
    [InlineData("WITH w AS (INSERT INTO t (a) VALUES ('x') RETURNING a) SELECT 1", "~*=x ~*=1")]
    [InlineData("MERGE INTO t USING u ON t.a = 1 WHEN MATCHED THEN UPDATE SET b = 'x'", "~*=1 ~*=x")]
    [InlineData("EXECUTE p ('x', 1)", "~*=x ~*=1")]
    [InlineData("CREATE TABLE t AS SELECT 'x'", "~*=x")]
    public void Literals_of_postgres_are_values_of_columns(string sql, string uses) => Assert.Equal(uses, Uses(sql, LexicalContext.PostgresDefault));

    [Theory]
    [InlineData("INSERT IGNORE t (a, b) VALUES (1, \"x\"), (?, ?)", "a=1 b=x a=?1 b=?2")]
    [InlineData("REPLACE INTO s.t SET a = 'x', t.b = 0x12", "a=x b=0x12")]
    [InlineData("INSERT INTO t (a) VALUES ('x') ON DUPLICATE KEY UPDATE b = 'y', c = c + 1", "a=x b=y ~c=1")]
    [InlineData("INSERT INTO t (a) VALUE ROW('x')", "a=x")]
    [InlineData("UPDATE t, u SET t.a = 'x', u.b = ? WHERE u.c = 1 LIMIT 2", "a=x b=?1 ~-=1 ~-=2")]
    [InlineData("SELECT 'a' 'b' FROM t WHERE c = x'AB'", "~-=a ~-=b ~-=AB")]
    [InlineData("INSERT INTO t PARTITION (p) (a) VALUES ('x')", "~*=x")]
    public void Literals_of_mysql_are_values_of_columns(string sql, string uses) => Assert.Equal(uses, Uses(sql, LexicalContext.MySqlDefault));

    [Theory]
    [InlineData("COPY t (a, \"B\") FROM STDIN", "a b")]
    [InlineData("COPY s.t FROM STDIN WITH (FORMAT csv)", "*")]
    [InlineData("COPY t (a) TO STDOUT", "")]
    [InlineData("INSERT INTO t VALUES (1)", "")]
    public void Data_that_follows_goes_into_columns(string sql, string columns) =>
        Assert.Equal(columns, string.Join(' ', Read(sql, LexicalContext.PostgresDefault).LoadedColumns));

    [Fact]
    public void A_file_goes_into_any_column() =>
        Assert.Equal("*", Assert.Single(Read("LOAD DATA LOCAL INFILE 'f' INTO TABLE t (a)", LexicalContext.MySqlDefault).LoadedColumns));

    [Theory]
    [InlineData("INSERT INTO t (U&\"a\") VALUES ('x')")]
    [InlineData("INSERT INTO t (a) VALUES ('x")]
    public void What_can_not_be_told_has_no_literals(string sql)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        StatementBatch batch = LiteralUses.AddTo(PostgresAnalyzer.Analyze(text, LexicalContext.PostgresDefault), text, LexicalContext.PostgresDefault);
        Assert.All(batch.Statements, statement => Assert.True(statement.Literals.IsDefault));
    }

    /// <summary>Whatever stands there, a literal is found once and between its quotes.</summary>
    [Fact]
    public void Every_prefix_of_a_text_is_read_without_fault()
    {
        const string Sql = "INSERT INTO t (a, b) VALUES (1, 'x'), ($1, f(E'y', $$z$$)) ON CONFLICT DO UPDATE SET a = 'v', (b, c) = (1, 2) WHERE d[1] = 2";
        for (int length = 0; length <= Sql.Length; length++)
        {
            byte[] text = Encoding.UTF8.GetBytes(Sql[..length]);
            StatementBatch batch = LiteralUses.AddTo(PostgresAnalyzer.Analyze(text, LexicalContext.PostgresDefault), text, LexicalContext.PostgresDefault);
            foreach (LiteralUse use in batch.Statements.Where(statement => !statement.Literals.IsDefault).SelectMany(statement => statement.Literals))
                Assert.InRange(use.Content.End.Value, use.Content.Start.Value, text.Length);
        }
    }

    private static string Uses(string sql, LexicalContext context) =>
        string.Join(' ', Read(sql, context).Literals.Select(use => $"{(use.Role == LiteralRole.Computed ? "~" : "")}{use.Column ?? "-"}={Content(use, sql, context)}"));

    private static string Content(LiteralUse use, string sql, LexicalContext context) =>
        use.Parameter == 0 ? sql[use.Content] : $"{(context.Dialect == SqlDialect.Postgres ? '$' : '?')}{use.Parameter}";

    private static StatementSummary Read(string sql, LexicalContext context)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        StatementBatch batch = context.Dialect == SqlDialect.Postgres ? PostgresAnalyzer.Analyze(text, context) : MySqlAnalyzer.Analyze(text, context);
        StatementSummary statement = Assert.Single(LiteralUses.AddTo(batch, text, context).Statements);
        Assert.False(statement.Literals.IsDefault, "the literals can not be told");
        return statement;
    }
}
