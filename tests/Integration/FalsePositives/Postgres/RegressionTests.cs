using WireProxy.Integration.Proxy;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire;
using WireProxy.Integration.Wire.Postgres;
using Xunit.Abstractions;

namespace WireProxy.Integration.FalsePositives.Postgres;

/// <summary>PostgreSQL's own regression scripts under masks on one table that they do not know: nothing may change.</summary>
public sealed class RegressionTests(ITestOutputHelper output)
{
    private const string Policies =
        """[ { "Name": "elsewhere", "Masks": [ { "Column": "guarded.secrets.ssn", "With": "Full" } ] } ]""";

    /// <summary>
    /// What docs/limitations.md names: functions that the scripts define, EXECUTE, EXPLAIN over those, fields of computed rows, messages of
    /// DDL, statements that are refused because they can not be read completely.
    /// </summary>
    private const int MostDocumented = 270;

    private readonly List<string> _notes = [];
    private int _statements;
    private int _queries;
    private int _failed;

    [RegressionFact]
    public async Task Answers_that_touch_no_masked_column_are_the_servers_own()
    {
        using PostgresServer server = PostgresServer.StartOwn();
        await server.ScalarAsync("create schema guarded; create table guarded.secrets (id int, ssn text); insert into guarded.secrets values (1, '123-45-6789')");
        await using var relay = new CapturingRelay(server.Port);
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(new ProxyConfiguration { UpstreamPort = relay.Port, Policies = Policies });
        RegressionScripts scripts = RegressionScripts.For(server);
        foreach (string name in RegressionScripts.Names)
            await RunAsync(name, scripts.Statements(name), () => WitnessedSession.StartAsync(proxy.Port, relay));
        await using WireClient client = await WireClient.LoginAsync(proxy.Port);
        Assert.Equal("****", (await client.QueryAsync("select ssn from guarded.secrets"))[1].Row());
        Report();
    }

    private async Task RunAsync(string script, IReadOnlyList<ScriptStatement> statements, Func<Task<WitnessedSession>> startAsync)
    {
        WitnessedSession session = await startAsync();
        await session.QueryAsync(new ScriptStatement("set statement_timeout = '3s'", null));
        foreach (ScriptStatement statement in statements)
        {
            try
            {
                Note(script, statement.Sql, await session.QueryAsync(statement));
                if (IsQuery(statement.Sql))
                    Note(script, "(extended) " + statement.Sql, await session.ExtendedAsync(statement.Sql));
            }
            catch (EndOfStreamException ended)
            {
                _notes.Add($"{script}: ended: {statement.Sql.ReplaceLineEndings(" ")}: {ended.Message}");
                await session.DisposeAsync();
                session = await startAsync();
            }
        }
        await session.DisposeAsync();
    }

    private static bool IsQuery(string sql) => sql.StartsWith("select", StringComparison.OrdinalIgnoreCase)
        || sql.StartsWith("with", StringComparison.OrdinalIgnoreCase) || sql.StartsWith("values", StringComparison.OrdinalIgnoreCase)
        || sql.StartsWith("table", StringComparison.OrdinalIgnoreCase);

    private void Note(string script, string sql, Answer answer)
    {
        _statements++;
        _queries += answer.Frames.Exists(frame => frame.Code is 'T' or 'H') ? 1 : 0;
        _failed += answer.HasFailed ? 1 : 0;
        if (answer.Likeness == Likeness.Different)
            _notes.Add($"{script}: {answer.Refusal ?? "different"}: {sql.ReplaceLineEndings(" ")} --> {answer.Shown[..Math.Min(200, answer.Shown.Length)].ReplaceLineEndings(" ")}");
    }

    private void Report()
    {
        output.WriteLine($"{_statements} answers compared, {_queries} of them with rows, {_failed} with an error; {_notes.Count} differ");
        foreach (string note in _notes)
            output.WriteLine(note);
        Assert.InRange(_statements, 15_000, int.MaxValue);
        Assert.InRange(_notes.Count, 0, MostDocumented);
    }
}
