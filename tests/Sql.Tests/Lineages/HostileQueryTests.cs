using System.Diagnostics;
using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Lineages;

public sealed class HostileQueryTests
{
    private static readonly string[] Queries =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Lineages", "queries.sql")).Where(line => !line.StartsWith("--", StringComparison.Ordinal)),
    ];

    [Fact]
    public void A_query_cut_anywhere_is_read_without_harm()
    {
        foreach (string query in Queries)
        {
            for (int length = 0; length < query.Length; length++)
                Follow(query[..length]);
        }
    }

    /// <summary>Tokens of one query in another: whatever it becomes, it ends, and every column is listed or none.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Queries_mixed_with_each_other_are_read_without_harm(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++)
        {
            List<string> words = [.. Queries[random.Next(Queries.Length)].Split(' ')];
            string[] others = Queries[random.Next(Queries.Length)].Split(' ');
            for (int change = random.Next(1, 4); change > 0; change--)
                words.Insert(random.Next(words.Count + 1), others[random.Next(others.Length)]);
            foreach (StatementSummary statement in Follow(string.Join(' ', words)).Statements)
                Assert.True(statement.Result == ResultColumns.Listed || statement.Outputs.IsEmpty);
        }
    }

    [Theory]
    [InlineData("select ", "(", "1", ")", 200)]
    [InlineData("select ", "((", "select 1", "))", 100)]
    [InlineData("select * from ", "(", "customers", ") a cross join plain", 200)]
    [InlineData("select ", "array[", "1", "]", 200)]
    [InlineData("select ", "case when true then ", "ssn", " end", 200)]
    [InlineData("", "(", "select ssn from customers", ")", 200)]
    [InlineData("", "with a as (", "select 1", ") select * from a", 100)]
    [InlineData("select ", "(", "1", ")", 100_000)]
    [InlineData("select ", "- ", "1", "", 100_000)]
    [InlineData("select 1", ", ssn", "", "", 100_000)]
    [InlineData("select 1 from customers", ", customers", "", "", 50_000)]
    [InlineData("select 1 from customers", " cross join customers", "", "", 50_000)]
    [InlineData("select 1 from customers", " natural join customers", "", "", 50_000)]
    [InlineData("select ssn from customers", " union select ssn from customers", "", "", 20_000)]
    [InlineData("select (", "((1)),", "1", ")", 100_000)]
    public void Deep_and_wide_statements_end_soon(string start, string open, string middle, string close, int times)
    {
        string sql = start + string.Concat(Enumerable.Repeat(open, times)) + middle + string.Concat(Enumerable.Repeat(close, times));
        long began = Stopwatch.GetTimestamp();
        Follow(sql);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_statement_that_is_very_long_is_not_followed() =>
        Assert.Equal(ResultColumns.Unknown, Assert.Single(Follow("select id from customers where name = '" + new string('x', 1 << 20) + "'").Statements).Result);

    private static StatementBatch Follow(string sql)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        StatementBatch batch = PostgresAnalyzer.Analyze(text, LexicalContext.PostgresDefault);
        return PostgresAnalyzer.WithOutputs(batch, text, LexicalContext.PostgresDefault, new SampleShapes(), static _ => true);
    }
}
