using WireProxy.Integration.Servers.MySql;
using WireProxy.Sql.Tests.Corpus;
using WireProxy.Sql.Tests.Oracle;
using Xunit.Abstractions;

namespace WireProxy.Sql.Tests.MySqlOracle;

/// <summary>The rule of the summaries, judged by the servers themselves: they prepare statements and say what these need.</summary>
public sealed class MySqlOracleTests(ITestOutputHelper output)
{
    private const int Wanted = 2000;
    private const int MostTries = 100_000;

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal async Task Summaries_of_the_corpus_never_claim_less_than_the_server_needs(Brand brand)
    {
        await using var run = await OracleRun.StartAsync(brand);
        foreach (byte[] statement in StatementCorpus.AllMySql)
            await run.CompareAsync(statement);
        Report(run);
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal async Task Summaries_of_mutated_statements_never_claim_less_than_the_server_needs(Brand brand)
    {
        await using var run = await OracleRun.StartAsync(brand);
        var mutator = new TokenMutator(StatementCorpus.AllMySql, new MySqlMutations(run.Context), 1);
        for (int tries = 0; tries < MostTries && run.Complete < Wanted; tries++)
            await run.CompareAsync(mutator.Next());
        Assert.True(run.Complete >= Wanted, $"{run.Complete} statements only");
        Report(run);
    }

    private void Report(OracleRun run)
    {
        output.WriteLine($"{run.Compared} statements, {run.Read} read by the server, {run.Partial.Count} of them partial, {run.Denials} refused to somebody without rights");
        Assert.NotEqual(0, run.Denials);
        if (Environment.GetEnvironmentVariable("WIREPROXY_ORACLE_NOTES") is { Length: > 0 } notes)
            File.WriteAllLines($"{notes}-{run.Brand}", run.UnderReports.Concat(run.Partial));
        Assert.True(run.UnderReports.Count == 0, string.Join('\n', run.UnderReports));
    }
}
