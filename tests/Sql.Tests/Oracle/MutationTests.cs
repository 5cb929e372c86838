using System.Globalization;
using Xunit.Abstractions;

namespace WireProxy.Sql.Tests.Oracle;

public sealed class MutationTests(ITestOutputHelper output)
{
    [Fact]
    public void Mutated_statements_never_claim_less_than_the_parser_of_the_server()
    {
        var folder = Environment.GetEnvironmentVariable("WIREPROXY_POSTGRES_REGRESSION_SQL");
        List<byte[]> statements = [.. Directory.EnumerateFiles(folder!, "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .SelectMany(file => RegressionScript.Statements(File.ReadAllText(file))).Where(s => s.Length < 1500)];
        int rounds = int.Parse(Environment.GetEnvironmentVariable("ROUNDS") ?? "20000", CultureInfo.InvariantCulture);
        var comparison = new OracleComparison();
        var mutator = new TokenMutator(statements, int.Parse(Environment.GetEnvironmentVariable("SEED") ?? "1", CultureInfo.InvariantCulture));
        for (int round = 0; round < rounds; round++)
            comparison.Compare(mutator.Next());
        output.WriteLine($"{comparison.Statements} statements, {comparison.Complete} complete, "
            + $"{comparison.WithMore} claim more, {comparison.Refused} texts refused by the parser");
        if (Environment.GetEnvironmentVariable("WIREPROXY_ORACLE_NOTES") is { Length: > 0 } notes)
            File.WriteAllLines(notes, comparison.UnderReports.Concat(comparison.Notes).Select(note => note.ReplaceLineEndings(" ")));
        Assert.Empty(comparison.UnderReports);
    }
}
