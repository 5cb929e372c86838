using Xunit.Abstractions;

namespace WireProxy.Sql.Tests.Oracle;

public sealed class RegressionScriptTests(ITestOutputHelper output)
{
    private const string FolderVariable = "WIREPROXY_POSTGRES_REGRESSION_SQL";

    /// <summary>Runs over a folder of PostgreSQL's own regression scripts where one is given.</summary>
    [Fact]
    public void Summaries_of_regression_scripts_never_claim_less_than_the_parser_of_the_server()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder)
        {
            output.WriteLine($"{FolderVariable} names no folder; the shipped corpus is compared by another test.");
            return;
        }
        var comparison = new OracleComparison();
        foreach (string file in Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (byte[] statement in RegressionScript.Statements(File.ReadAllText(file)))
                comparison.Compare(statement);
        }
        output.WriteLine($"{comparison.Statements} statements, {comparison.Complete} complete, "
            + $"{comparison.WithMore} claim more, {comparison.Refused} texts refused by the parser");
        if (Environment.GetEnvironmentVariable("WIREPROXY_ORACLE_NOTES") is { Length: > 0 } notes)
            File.WriteAllLines(notes, comparison.UnderReports.Concat(comparison.Notes).Select(note => note.ReplaceLineEndings(" ")));
        Assert.Empty(comparison.UnderReports);
    }
}
