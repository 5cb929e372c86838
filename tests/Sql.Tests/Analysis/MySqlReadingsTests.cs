using System.Collections.Immutable;
using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Analysis;

/// <summary>Texts that servers read in different ways, and texts inside of texts.</summary>
public sealed class MySqlReadingsTests
{
    [Theory]
    [InlineData("PREPARE s FROM 'SELECT (")]
    [InlineData("PREPARE s FROM 'SELECT ('")]
    [InlineData("EXECUTE IMMEDIATE 'EXECUTE IMMEDIATE ''SELECT ('''")]
    public void A_text_inside_that_can_not_be_read_makes_the_statement_partial(string sql) =>
        Assert.False(Assert.Single(Analyze(sql)).Coverage.IsComplete);

    [Theory]
    [InlineData("SELECT /*!")]
    [InlineData("SELECT 1 /*! ; DROP TABLE a")]
    [InlineData("/*!40100 SET @a = 1")]
    public void An_executable_comment_that_stays_open_is_read_to_its_end_once(string sql)
    {
        StatementBatch batch = SmallStack.Run(() => MySqlAnalyzer.Analyze(Encoding.UTF8.GetBytes(sql), LexicalContext.MySqlDefault));
        Assert.False(batch.Statements[^1].Coverage.IsComplete);
    }

    [Theory]
    [InlineData("UPDATE customers SET name = /*!99999 ssn, email = */ 'x'")]
    [InlineData("UPDATE customers SET name = /*! ssn, email = */ 'x'")]
    [InlineData("UPDATE customers SET name = /*M!100100 ssn, email = */ 'x'")]
    public void Values_that_one_reading_stores_are_not_left_out(string sql)
    {
        StatementSummary summary = Assert.Single(Analyze(sql));
        Assert.Equal(DataMovement.StoresWhatItReads, summary.Movement);
        Assert.True(summary.Stored.IsDefault || summary.Stored.Any(value => value.Lineage.Sources.Any(source => source.Column == "ssn")));
    }

    [Fact]
    public void Two_texts_for_one_name_are_partial()
    {
        StatementSummary summary = Assert.Single(Analyze("PREPARE s FROM /*!99999 'SELECT 1' -- */ 'SELECT 2'\n"));
        Assert.True(summary.Prepared is null && !summary.Coverage.IsComplete);
        summary = Assert.Single(Analyze("PREPARE s FROM /*!99999 */ 'SELECT 2'"));
        Assert.Equal("SELECT 2"u8.ToArray(), summary.Prepared?.Text);
        Assert.True(summary.Coverage.IsComplete);
    }

    [Fact]
    public void A_known_server_reads_in_one_way()
    {
        const string sql = "SELECT 1 /*!99999 FROM a */ /*M!100100 FROM b */";
        Assert.Equal("Select r:b", Of(sql, ServerFamily.MariaDb, 110402));
        Assert.Equal("Select", Of(sql, ServerFamily.MySql, 90700));
        Assert.Equal("Select r:a", Of(sql, ServerFamily.MySql, 99999));
    }

    private static string Of(string sql, ServerFamily family, int version) =>
        Shown.OfMySql(Encoding.UTF8.GetBytes(sql), LexicalContext.MySqlDefault with { Server = new ServerVersion(family, version) });

    private static ImmutableArray<StatementSummary> Analyze(string sql) =>
        MySqlAnalyzer.Analyze(Encoding.UTF8.GetBytes(sql), LexicalContext.MySqlDefault).Statements;
}
