using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Analysis;

/// <summary>First words that begin no statement.</summary>
public sealed class StrayTextTests
{
    [Theory]
    [InlineData("SELEC 1", "SELEC")]
    [InlineData("/* x */ sleect", "sleect")]
    [InlineData("\"select\" 1", "\"select\"")]
    [InlineData("select 1", null)]
    [InlineData("repack x", null)]
    [InlineData("(select 1)", null)]
    [InlineData("1", null)]
    [InlineData("listen x", null)]
    [InlineData("select nonsense from where", null)]
    public void Postgres(string sql, string? stray) =>
        Assert.Equal(stray, PostgresAnalyzer.Analyze(Encoding.UTF8.GetBytes(sql), LexicalContext.PostgresDefault).Statements[0].StrayText);

    [Theory]
    [InlineData("SELEC 1", "SELEC 1")]
    [InlineData("-- x\nsleect `a`; select 1", "sleect `a`; select 1")]
    [InlineData("select 1", null)]
    [InlineData("xa recover", null)]
    [InlineData("raise x", null)]
    [InlineData("`select` 1", null)]
    [InlineData("(select 1)", null)]
    [InlineData("binlog 'x'", null)]
    public void MySql(string sql, string? stray) =>
        Assert.Equal(stray, MySqlAnalyzer.Analyze(Encoding.UTF8.GetBytes(sql), LexicalContext.MySqlDefault).Statements[0].StrayText);

    [Fact]
    public void A_statement_with_such_a_word_is_never_complete() => Assert.All((string[])["selec 1", "foo", "foo(1)", "a.b c"], sql =>
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        Assert.False(PostgresAnalyzer.Analyze(text, LexicalContext.PostgresDefault).Statements[0].Coverage.IsComplete);
        Assert.False(MySqlAnalyzer.Analyze(text, LexicalContext.MySqlDefault).Statements[0].Coverage.IsComplete);
    });
}
