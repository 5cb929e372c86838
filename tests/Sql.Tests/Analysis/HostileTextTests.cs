using System.Diagnostics;
using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Tests.Corpus;

namespace WireProxy.Sql.Tests.Analysis;

/// <summary>Depth, size and noise: the analyser answers, in bounded time and on a small stack.</summary>
public sealed class HostileTextTests
{
    [Theory]
    [InlineData("SELECT ", "(", "1", ")")]
    [InlineData("SELECT * FROM ", "(", "a", ")")]
    [InlineData("", "(", "SELECT 1", ")")]
    [InlineData("SELECT ", "f(", "1", ")")]
    [InlineData("SELECT ", "a[", "1", "]")]
    [InlineData("SELECT ", "(SELECT ", "1", ")")]
    [InlineData("", "WITH a AS (", "SELECT 1", ") SELECT 1")]
    [InlineData("", "WITH a AS (SELECT 1) ", "SELECT 1", "")]
    [InlineData("", "EXPLAIN ", "SELECT 1", "")]
    [InlineData("", "PREPARE a AS ", "SELECT 1", "")]
    [InlineData("", "CREATE SCHEMA a ", "CREATE TABLE a (b int)", "")]
    [InlineData("", "CREATE RULE a AS ON DELETE TO b DO (", "SELECT 1", ")")]
    [InlineData("CREATE TABLE a ", "(", "b int", ")")]
    [InlineData("SELECT ", "CASE WHEN ", "1", " END")]
    [InlineData("SELECT 1", " UNION SELECT 1", "", "")]
    [InlineData("SELECT * FROM a", " JOIN b ON c", "", "")]
    [InlineData("SELECT * FROM a", " NATURAL", "", "")]
    [InlineData("SELECT a", ".b", "", "")]
    [InlineData("SELECT a", "::b", "", "")]
    [InlineData("SELECT ", "- ", "1", "")]
    [InlineData("SELECT ", "U&\"a\" ", "1", "")]
    [InlineData("", "/* ", "", "")]
    [InlineData("SELECT '", "''", "'", "")]
    [InlineData("SELECT 'a'", "\n'a'", "", "")]
    [InlineData("SELECT $a$", "$a", "$a$", "")]
    [InlineData("", ";", "", "")]
    [InlineData("", "SELECT 1;", "", "")]
    [InlineData("INSERT INTO a VALUES ", "(1, 'x', f(2)),", "(1)", "")]
    [InlineData("SELECT * FROM ", "a,", "a", "")]
    public void Ten_thousand_repetitions_are_answered_on_a_small_stack(string start, string repeated, string middle, string end)
    {
        string text = start + Repeat(repeated) + middle + Repeat(end);
        Assert.NotNull(OnSmallStack(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("SELECT {0}1{1}", "(", ")")]
    [InlineData("SELECT * FROM {0}staff{1}", "(", ")")]
    public void What_is_nested_too_deep_is_partial(string format, string open, string close)
    {
        string deep = string.Format(null, CompositeFormat.Parse(format), Repeat(open), Repeat(close));
        Assert.EndsWith(" partial", Shown.Of(deep), StringComparison.Ordinal);
        string shallow = string.Format(null, CompositeFormat.Parse(format), Repeat(open, 100), Repeat(close, 100));
        Assert.DoesNotContain(" partial", Shown.Of(shallow), StringComparison.Ordinal);
    }

    [Fact]
    public void Statements_behind_a_deep_one_are_still_found() =>
        Assert.EndsWith("| Delete w:a where:Missing",
            Shown.Of($"SELECT {Repeat("(")}1{Repeat(")")}; DELETE FROM a"), StringComparison.Ordinal);

    [Theory]
    [InlineData("SELECT a{0}() FROM b{0}", 20_000)]
    [InlineData("WITH a{0} AS (SELECT * FROM a{0}) SELECT * FROM a{0};", 20_000)]
    [InlineData("a{0},", 100_000)]
    public void A_megabyte_of_different_names_is_answered_in_time(string format, int count)
    {
        var text = new StringBuilder("SELECT * FROM ");
        for (int i = 0; i < count; i++)
            text.AppendFormat(null, CompositeFormat.Parse(format), i);
        Assert.NotEmpty(OnSmallStack(Encoding.UTF8.GetBytes(text.ToString())).Statements);
    }

    [Fact]
    public void Many_common_tables_in_one_statement_are_answered_in_time()
    {
        var text = new StringBuilder("WITH t0 AS (SELECT 1)");
        for (int i = 1; i < 30_000; i++)
            text.Append(null, $", t{i} AS (SELECT * FROM t{i - 1})");
        text.Append(" SELECT * FROM t29999, staff");
        StatementSummary summary = Assert.Single(OnSmallStack(Encoding.UTF8.GetBytes(text.ToString())).Statements);
        Assert.Equal("Select r:staff", Shown.Of(summary));
    }

    [Fact]
    public void A_megabyte_of_comment_or_literal_hides_nothing()
    {
        string padding = new('x', 1 << 20);
        Assert.Equal("Truncate w:a", Shown.Of($"--{padding}\nTRUNCATE a"));
        Assert.Equal("Delete w:a where:Missing", Shown.Of($"DELETE /*{padding}*/ FROM a"));
        Assert.Equal("Select | Drop w:a", Shown.Of($"SELECT '{padding}'; DROP TABLE a"));
    }

    [Fact]
    public void Every_cut_of_every_statement_is_answered()
    {
        foreach (byte[] statement in StatementCorpus.All)
        {
            for (int length = 0; length <= statement.Length; length++)
                PostgresAnalyzer.Analyze(statement.AsSpan(0, length), LexicalContext.PostgresDefault);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_changes_of_bytes_are_answered_in_time(int seed)
    {
        var random = new Random(seed);
        long started = Stopwatch.GetTimestamp();
        for (int round = 0; round < 50_000; round++)
        {
            byte[] text = [.. StatementCorpus.All[random.Next(StatementCorpus.All.Count)]];
            int changes = random.Next(1, 6);
            for (int i = 0; i < changes; i++)
                text[random.Next(text.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "'\"$();,.*/-\\[]: \nEUeu&"[random.Next(22)]);
            Check(text, random.Next(2) == 0 ? BackslashInLiteral.Ordinary : BackslashInLiteral.Escapes);
        }
        Assert.True(Stopwatch.GetElapsedTime(started) < SmallStack.Patience);
    }

    [Fact]
    public void Random_bytes_are_answered()
    {
        var random = new Random(7);
        for (int round = 0; round < 20_000; round++)
        {
            var text = new byte[random.Next(200)];
            random.NextBytes(text);
            Check(text, BackslashInLiteral.Ordinary);
        }
    }

    /// <summary>Summaries follow each other, lie inside the text and are never empty.</summary>
    private static void Check(byte[] text, BackslashInLiteral backslash)
    {
        int end = 0;
        foreach (StatementSummary summary in PostgresAnalyzer.Analyze(text, LexicalContext.PostgresDefault with { Backslash = backslash }).Statements)
        {
            Assert.True(summary.Text.Start.Value >= end && summary.Text.End.Value > summary.Text.Start.Value);
            end = summary.Text.End.Value;
            Assert.True(end <= text.Length && summary.Kinds.Contains(summary.Kind));
        }
    }

    private static string Repeat(string part, int count = 10_000) => new StringBuilder().Insert(0, part, count).ToString();

    private static StatementBatch OnSmallStack(byte[] text) =>
        SmallStack.Run(() => PostgresAnalyzer.Analyze(text, LexicalContext.PostgresDefault));
}
