using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.MySql;

namespace WireProxy.Integration.Drivers.MySql;

/// <summary>The mariadb and mysql clients, each with its own server and with the other's, directly and through the proxy.</summary>
public sealed class CommandLineClientTests
{
    public static TheoryData<Route> Ways => Routes.All;

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Answers_queries_in_clear_and_over_tls(Brand brand, Route route)
    {
        var client = new CommandLineClient(brand);
        int port = await route.PortAsync(brand);
        ToolRun clear = await client.RunAsync(port, "select 'ünïcode', null;\n\\s");
        Assert.True(clear.ExitCode == 0, clear.Errors);
        Assert.StartsWith("ünïcode\tNULL\n", clear.Output, StringComparison.Ordinal);
        Assert.Contains("Not in use", clear.Output, StringComparison.Ordinal);
        ToolRun secure = await client.RunAsync(port, "select 2;\n\\s", client.Secure);
        Assert.True(secure.ExitCode == 0, secure.Errors);
        Assert.StartsWith("2\n", secure.Output, StringComparison.Ordinal);
        Assert.Contains("Cipher in use is", secure.Output, StringComparison.Ordinal);
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Goes_on_after_an_error(Brand brand, Route route)
    {
        ToolRun run = await new CommandLineClient(brand).RunAsync(await route.PortAsync(brand), "select * from nowhere;\nselect 'still here';\n", "--force");
        Assert.Equal("still here\n", run.Output);
        Assert.Contains("ERROR 1146 (42S02) at line 1: Table 'shop.nowhere' doesn't exist", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Describes_tables_as_the_bare_server_does(Brand brand, Route route)
    {
        const string script =
            """
            show databases like 'e%'; use elsewhere; show tables; use shop;
            describe orders; show full columns from numbers; show create table orders\G show index from orders;
            show variables like 'max_allowed_packet'; show table status like 'digits_'; show processlist_;
            """;
        ToolRun bare = await new CommandLineClient(brand).RunAsync(MySqlServer.Shared(brand).Port, script, "--force");
        ToolRun run = await new CommandLineClient(brand).RunAsync(await route.PortAsync(brand), script, "--force");
        Assert.Contains("customer_id\tint", bare.Output, StringComparison.Ordinal);
        Assert.Equal(bare.Output, run.Output);
        // The policy refuses what it can not read; the server says why not.
        if (route != Route.Policy)
            Assert.Equal(bare.Errors, run.Errors);
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Dumps_tables_as_from_the_bare_server(Brand brand, Route route)
    {
        var client = new CommandLineClient(brand);
        ToolRun bare = await client.DumpAsync(MySqlServer.Shared(brand).Port, "orders", "digits", "everything");
        ToolRun run = await client.DumpAsync(await route.PortAsync(brand), "orders", "digits", "everything");
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("INSERT INTO `everything` VALUES", run.Output, StringComparison.Ordinal);
        Assert.Equal(bare.Output, run.Output);
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Reads_several_results_of_one_statement(Brand brand, Route route)
    {
        ToolRun run = await new CommandLineClient(brand).RunAsync(await route.PortAsync(brand),
            """
            delimiter //
            select 1; do 0; select 2//
            call two_results(3, @total, @label)//
            """);
        Assert.Equal("1\n2\n3\titem 3\n4\titem 4\n0\n1\n2\n", run.Output);
        Assert.Equal("", run.Errors);
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Loads_a_local_file(Brand brand, Route route)
    {
        var client = new CommandLineClient(brand);
        string mark = $"loaded by {route}";
        string file = client.WriteFile($"1\t{mark}\n2\t{mark}\n");
        ToolRun run = await client.RunAsync(await route.PortAsync(brand),
            $"load data local infile '{file}' into table scratch;\nselect id from scratch where value = '{mark}' order by id;\ndelete from scratch where value = '{mark}';\n",
            "--local-infile=1");
        client.DeleteFile(file);
        Assert.Equal("1\n2\n", run.Output);
        Assert.Equal("", run.Errors);
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Reads_many_rows_and_values_past_the_largest_packet(Brand brand, Route route)
    {
        ToolRun run = await new CommandLineClient(brand).RunAsync(await route.PortAsync(brand),
            "select i from numbers order by i; select repeat('x', 16777211); select repeat('x', 16777216); select 'end';\n", "--quick");
        Assert.True(run.ExitCode == 0, run.Errors);
        string[] lines = run.Output.Split('\n');
        Assert.Equal("100000", lines[99_999]);
        Assert.Equal([16_777_211, 16_777_216, 3], lines[100_000..100_003].Select(line => line.Length));
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Shows_a_refusal_and_goes_on(Brand brand)
    {
        ToolRun run = await new CommandLineClient(brand).RunAsync(await Route.Policy.PortAsync(brand), "drop table doomed;\nselect 'still here';\n", "--force");
        Assert.Equal("still here\n", run.Output);
        Assert.Contains($"ERROR 1142 (42000) at line 1: blocked by policy \"{MySqlProxies.PolicyName}\": {MySqlProxies.DropMessage}", run.Errors,
            StringComparison.Ordinal);
    }

    [Theory]
    [OnMySql9(nameof(Ways))]
    public async Task Client_of_one_brand_talks_to_the_server_of_the_other(Brand brand, Route route)
    {
        const string script = "select count(*) from numbers; select * from nowhere; select id, note from customers order by id; call two_results(1, @a, @b);\n";
        const string expected = "100000\n1\tfirst\n2\tsecond\n3\tünïcode\n4\tNULL\n1\titem 1\n2\titem 2\n0\n1\n2\n";
        ToolRun mariaDbClient = await new CommandLineClient(Brand.MariaDb).RunAsync(await route.PortAsync(brand), script, "--force", "--ssl");
        ToolRun mySqlClient = await new CommandLineClient(brand).RunAsync(await route.PortAsync(Brand.MariaDb), script, "--force");
        Assert.Equal((expected, expected), (mariaDbClient.Output, mySqlClient.Output));
    }
}
