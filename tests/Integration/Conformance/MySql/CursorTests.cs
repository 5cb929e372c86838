using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.MySql;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Conformance.MySql;

/// <summary>Binary rows: NULL bitmaps of every length, cursors, results whose columns change between executions.</summary>
public sealed class CursorTests
{
    public static TheoryData<Route, RowsEnd> Ways => new()
    {
        { Route.Direct, RowsEnd.Eof }, { Route.Direct, RowsEnd.Ok }, { Route.Proxy, RowsEnd.Eof }, { Route.Proxy, RowsEnd.Ok }, { Route.Policy, RowsEnd.Eof }, { Route.Policy, RowsEnd.Ok },
    };

    public static TheoryData<RowsEnd> GuardedWays => new(RowsEnd.Eof, RowsEnd.Ok);

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Rows_of_any_count_of_columns_keep_their_nulls(Brand brand, Route route, RowsEnd end)
    {
        await using MySqlWireClient client = await LoginAsync(brand, route, end);
        foreach (int columns in (int[])[1, 5, 6, 7, 8, 13, 14, 15, 17, 64])
        {
            string[] values = [.. Enumerable.Range(0, columns).Select(i => i % 3 == 0 ? "NULL" : $"{i}")];
            Reply reply = await client.RunPreparedAsync($"select {string.Join(", ", values)}");
            Assert.Equal(values, reply.Results[0].Rows[0].Select(value => value ?? "NULL"));
        }
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Cursor_is_fetched_in_parts(Brand brand, Route route, RowsEnd end)
    {
        await using MySqlWireClient client = await LoginAsync(brand, route, end);
        Prepared prepared = await client.PrepareAsync("select id, name, note from customers order by id");
        Reply opened = await client.ExecuteAsync(prepared, CursorType.ReadOnly);
        Assert.Equal("C:id,name,note EOF", opened.ToString());
        Assert.Equal(ServerStatus.CursorExists, opened.Status & ServerStatus.CursorExists);
        var rows = new List<string>();
        for (int fetches = 0; fetches < 3; fetches++)
        {
            Reply part = await client.FetchAsync(prepared, opened.Results[0].Columns, 2);
            Assert.Null(part.Error);
            rows.AddRange(part.Results[0].Rows.Select(row => string.Join('|', row.Select(value => value ?? "NULL"))));
            if ((part.Status & ServerStatus.LastRowSent) != 0)
                break;
        }
        Assert.Equal(["1|Ada|first", "2|Bob|second", "3|Chloé|ünïcode", "4|Dan|NULL"], rows);
        await client.AssertUsableAsync();
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Two_cursors_and_other_statements_go_on_side_by_side(Brand brand, Route route, RowsEnd end)
    {
        await using MySqlWireClient client = await LoginAsync(brand, route, end);
        Prepared first = await client.PrepareAsync("select i from numbers where i <= 5 order by i"), second = await client.PrepareAsync("select item from orders where id <= 3 order by id");
        IReadOnlyList<ColumnInfo> firstColumns = (await client.ExecuteAsync(first, CursorType.ReadOnly)).Results[0].Columns;
        IReadOnlyList<ColumnInfo> secondColumns = (await client.ExecuteAsync(second, CursorType.ReadOnly)).Results[0].Columns;
        Assert.Equal("1", (await client.FetchAsync(first, firstColumns, 1)).Results[0].Rows[0][0]);
        Assert.Equal("item 1", (await client.FetchAsync(second, secondColumns, 1)).Results[0].Rows[0][0]);
        await client.AssertUsableAsync();
        Assert.Equal("2", (await client.FetchAsync(first, firstColumns, 1)).Results[0].Rows[0][0]);
        await client.SendAsync(Command.CloseStatement(first.Id));
        Assert.Equal(2, (await client.FetchAsync(second, secondColumns, 9)).Results[0].Rows.Count);
        Assert.Equal(1243, (await client.FetchAsync(first, firstColumns, 1)).Error?.Code);
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Columns_changed_between_executions_are_described_anew(Brand brand, Route route, RowsEnd end)
    {
        // The policy of the shared proxy denies DROP; a temporary table needs none.
        await using MySqlWireClient client = await LoginAsync(brand, route, end);
        await client.QueryAsync("create temporary table changing (a int, b varchar(9))");
        await client.QueryAsync("insert into changing values (1, 'x')");
        Prepared prepared = await client.PrepareAsync("select * from changing");
        Assert.Equal("C:a,b R:1|x EOF", (await client.ExecuteAsync(prepared)).ToString());
        Assert.Equal("OK:1", (await client.QueryAsync("alter table changing add column c bigint first")).ToString());
        Assert.Equal("C:c,a,b R:NULL|1|x EOF", (await client.ExecuteAsync(prepared)).ToString());
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    public async Task Columns_left_out_of_an_execution_come_back_when_they_change(Brand brand, Route route, RowsEnd end)
    {
        await using MySqlWireClient client = await LoginAsync(brand, route, end, Capabilities.CacheMetadata);
        await client.QueryAsync("create temporary table changing (a int, b varchar(9))");
        await client.QueryAsync("insert into changing values (1, 'x')");
        Prepared prepared = await client.PrepareAsync("select * from changing");
        for (int round = 0; round < 3; round++)
            Assert.Equal("C:a,b R:1|x EOF", (await client.ExecuteAsync(prepared)).ToString());
        await client.QueryAsync("alter table changing add column c bigint first");
        Assert.Equal("C:c,a,b R:NULL|1|x EOF", (await client.ExecuteAsync(prepared)).ToString());
    }

    [Theory]
    [OnMariaDb(nameof(GuardedWays))]
    public async Task Columns_left_out_of_an_execution_are_masked_as_when_they_were_described(Brand brand, RowsEnd end)
    {
        await using MySqlWireClient client = await LoginAsync(brand, Route.Policy, end, Capabilities.CacheMetadata);
        Prepared prepared = await client.PrepareAsync("select id, ssn from customers where id = ? or id = ? order by id");
        for (int round = 0; round < 3; round++)
            Assert.Equal("C:id,ssn R:1|*******6789 R:2|*******4321 EOF", (await client.ExecuteAsync(prepared, CursorType.None, 1L, 2L)).ToString());
    }

    [Theory]
    [OnMariaDb(nameof(GuardedWays))]
    public async Task Results_of_a_procedure_are_each_described_to_a_client_that_keeps_descriptions(Brand brand, RowsEnd end)
    {
        await using MySqlWireClient client = await LoginAsync(brand, Route.Policy, end, Capabilities.CacheMetadata);
        Prepared prepared = await client.PrepareAsync("call two_results(?, ?, ?)");
        for (int round = 0; round < 3; round++)
        {
            Reply reply = await client.ExecuteAsync(prepared, CursorType.None, 3L, null, "label");
            Assert.StartsWith("C:id,item R:3|item 3 R:4|item 4 EOF C:d R:0 R:1 R:2 EOF C:total,label ", reply.ToString(), StringComparison.Ordinal);
        }
        await client.AssertUsableAsync();
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Procedure_with_two_results_and_out_parameters(Brand brand, Route route, RowsEnd end)
    {
        await using MySqlWireClient client = await LoginAsync(brand, route, end);
        Reply text = await client.QueryAsync("call two_results(3, @total, @label)");
        Assert.Equal("C:id,item R:3|item 3 R:4|item 4 EOF C:d R:0 R:1 R:2 EOF OK:0", text.ToString());
        Reply binary = await client.RunPreparedAsync("call two_results(?, ?, ?)", 3L, null, "label");
        Assert.StartsWith("C:id,item R:3|item 3 R:4|item 4 EOF C:d R:0 R:1 R:2 EOF C:total,label ", binary.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" OK:0", binary.ToString(), StringComparison.Ordinal);
        if (route != Route.Policy)
            Assert.Contains("R:42|<label>", binary.ToString(), StringComparison.Ordinal);
        await client.AssertUsableAsync();
    }

    private static async Task<MySqlWireClient> LoginAsync(Brand brand, Route route, RowsEnd end, Capabilities more = Capabilities.None)
    {
        Capabilities wanted = Capabilities.UsualOfMariaDb | more | (end == RowsEnd.Ok ? Capabilities.DeprecateEof : Capabilities.None);
        return await MySqlWireClient.LoginAsync(await route.PortAsync(brand), new LoginOptions { Wanted = wanted });
    }
}
