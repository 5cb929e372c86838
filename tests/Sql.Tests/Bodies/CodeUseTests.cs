using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Bodies;

/// <summary>What a summary says of the code that its statement carries, beside what the code names.</summary>
public sealed class CodeUseTests
{
    [Theory]
    [InlineData("SELECT 1", CodeUse.None)]
    [InlineData("CREATE TABLE t (a int)", CodeUse.None)]
    [InlineData("DO 'BEGIN END'", CodeUse.Runs)]
    [InlineData("DO LANGUAGE plperl ''", CodeUse.Runs)]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", CodeUse.Defines)]
    [InlineData("CREATE FUNCTION f() RETURNS int RETURN 1", CodeUse.Defines)]
    [InlineData("CREATE PROCEDURE p() BEGIN ATOMIC DELETE FROM t; END", CodeUse.Defines)]
    [InlineData("CREATE FUNCTION f() RETURNS int AS 'a', 'b' LANGUAGE c", CodeUse.Links)]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE internal AS 'textlen'", CodeUse.Links)]
    [InlineData("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DO ''BEGIN END'''", CodeUse.Defines)]
    [InlineData("DO 'BEGIN CREATE FUNCTION f() RETURNS int RETURN 1; END'", CodeUse.Runs)]
    [InlineData("DO 'BEGIN CREATE FUNCTION f() RETURNS int LANGUAGE c AS ''a''; CREATE FUNCTION g() RETURNS int RETURN 1; END'", CodeUse.Links)]
    public void Is_told(string sql, CodeUse expected) => Assert.Equal(expected, Of(sql).Code);

    /// <summary>A FETCH behind it returns rows of a cursor that some earlier text declared.</summary>
    [Theory]
    [InlineData("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DECLARE c CURSOR FOR SELECT 1'")]
    [InlineData("DO $$ BEGIN EXECUTE 'DECLARE c CURSOR FOR SELECT 1'; END $$")]
    [InlineData("EXPLAIN DECLARE c CURSOR FOR SELECT 1")]
    public void A_cursor_that_code_would_declare_is_not_that_of_the_statement(string sql) => Assert.Null(Of(sql).Cursor);

    [Theory]
    [InlineData("DO $$ BEGIN FETCH c INTO a; END $$", ResultSource.EarlierText)]
    [InlineData("DO $$ BEGIN FOR r IN SELECT 1 LOOP NULL; END LOOP; END $$", ResultSource.OwnText)]
    public void Code_that_fetches_from_a_variable_may_read_what_an_earlier_text_opened(string sql, ResultSource expected) =>
        Assert.Equal(expected, Of(sql).ResultSource);

    private static StatementSummary Of(string sql) =>
        Assert.Single(PostgresAnalyzer.Analyze(Encoding.UTF8.GetBytes(sql), LexicalContext.PostgresDefault).Statements);
}
