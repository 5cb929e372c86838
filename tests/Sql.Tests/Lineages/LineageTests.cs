namespace WireProxy.Sql.Tests.Lineages;

/// <summary>The queries of queries.sql, one per line, each with its outputs in the line below behind an arrow.</summary>
public sealed class LineageTests
{
    private const string Arrow = "--> ";

    private static readonly (string Sql, string Outputs)[] Golden =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Lineages", "queries.sql"))
            .Where(line => line.StartsWith(Arrow, StringComparison.Ordinal) || !line.StartsWith("--", StringComparison.Ordinal))
            .Chunk(2).Select(pair => (pair[0], pair[1][Arrow.Length..])),
    ];

    [Fact]
    public void Every_query_has_the_outputs_written_beneath_it() =>
        Assert.All(Golden, pair => Assert.Equal(pair.Outputs, ShownOutputs.Of(pair.Sql)));
}
