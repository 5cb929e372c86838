using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers;

namespace WireProxy.Integration.Drivers.Postgres;

/// <summary>psql, directly and through the proxy, without and with policies.</summary>
public sealed class PsqlTests
{
    public static TheoryData<Route> Ways => Routes.All;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Answers_queries_in_clear_and_over_tls(Route route)
    {
        Assert.Equal("1\n", (await RunAsync(route, "select 1")).Output);
        Assert.Equal("2\n", (await RunAsync(route, "select 2", "require")).Output);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Goes_on_after_an_error(Route route)
    {
        ToolRun run = await RunAsync(route, "select * from nowhere;\nselect 'still here';\n");
        Assert.Equal("still here\n", run.Output);
        Assert.Contains("relation \"nowhere\" does not exist", run.Errors, StringComparison.Ordinal);
        Assert.Contains("LINE 1: select * from nowhere", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Describes_tables_and_lists_them(Route route)
    {
        ToolRun run = await RunAsync(route, "\\d orders\n\\dt\n\\df+ nothing\n\\l\n\\conninfo\n");
        Assert.Equal("", run.Errors);
        Assert.Contains("customer_id|integer|", run.Output, StringComparison.Ordinal);
        Assert.Contains("public|scratch|table|postgres", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Copies_in_and_out(Route route)
    {
        ToolRun run = await RunAsync(route,
            """
            begin;
            copy scratch from stdin;
            1	one
            2	two\ttabs
            \.
            copy (select * from scratch where value ~ '^(one|two)' order by id) to stdout with (format csv);
            \copy orders to '/dev/null'
            rollback;

            """);
        Assert.Equal("BEGIN\nCOPY 2\n1,one\n2,two\ttabs\nCOPY 100\nROLLBACK\n", run.Output);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Fetches_in_parts_and_describes_results_without_running_them(Route route)
    {
        ToolRun run = await RunAsync(route,
            """
            \set FETCH_COUNT 1000
            select i from numbers where i > 97999;
            select 1 as a, 2 as b from generate_series(1, 5000) i \g /dev/null
            \unset FETCH_COUNT
            select 1 as a, 'x'::text as b \gdesc
            select 'select ' || i from generate_series(1, 2) i \gexec

            """);
        string rows = string.Concat(Enumerable.Range(98000, 2001).Select(i => $"{i}\n"));
        Assert.Equal(rows + "a|integer\nb|text\n1\n2\n", run.Output);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Runs_scripts_as_one_transaction(Route route)
    {
        ToolRun run = await RunAsync(route, "insert into scratch values (1, 'psql');\nselect 1/0;\ninsert into scratch values (2, 'psql');\n",
            "disable", "--single-transaction", "-v", "ON_ERROR_STOP=1");
        Assert.Equal(3, run.ExitCode);
        Assert.Equal("0\n", (await RunAsync(route, "select count(*) from scratch where value = 'psql'")).Output);
    }

    [Fact]
    public async Task Shows_a_refusal_with_its_hint_and_goes_on()
    {
        ToolRun run = await RunAsync(Route.Policy, "drop table doomed;\nselect 'still here';\n");
        Assert.Equal("still here\n", run.Output);
        Assert.Contains($"ERROR:  blocked by policy \"{SharedProxies.PolicyName}\": {SharedProxies.DropMessage}", run.Errors, StringComparison.Ordinal);
        Assert.Contains("HINT:  ", run.Errors, StringComparison.Ordinal);
    }

    private static async Task<ToolRun> RunAsync(Route route, string script, string sslmode = "disable", params string[] options)
    {
        Dictionary<string, string> environment = await route.EnvironmentAsync();
        environment["PGSSLMODE"] = sslmode;
        return await ToolRun.RunAsync(["psql", "-X", "-A", "-t", .. options, "-f", "-"], environment, script);
    }
}
