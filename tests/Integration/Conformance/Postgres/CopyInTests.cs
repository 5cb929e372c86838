using System.Text;
using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Wire.Postgres;
using static WireProxy.Integration.Conformance.Postgres.GuardedSession;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>COPY FROM STDIN, where the server's own counting of Sync is peculiar.</summary>
public sealed class CopyInTests
{
    private static readonly byte[] Row = Frontend.CopyData("1\tcopy in\n"u8);

    public static TheoryData<Route> BareAndProxied { get; } = new(Route.Direct, Route.Proxy, Route.Policy);

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Sync_sent_with_the_copy_is_swallowed_until_a_second_one(Route route)
    {
        await using WireClient client = await WireClient.LoginAsync(await route.PortAsync());
        await client.SendAsync(Frontend.Parse("copy scratch from stdin"), Frontend.Bind(), Frontend.Execute(), Frontend.Sync);
        Assert.Equal("1 2 G", Transcript.Of(await client.ReadUntilAsync('G')));
        await client.SendAsync(Row, Row, Frontend.CopyDone, Frontend.Flush);
        Assert.Equal("C:COPY 2", Transcript.Of(await client.ReadUntilAsync('C')));
        Assert.True(await client.StaysQuietAsync());
        Assert.Equal("Z:I", Transcript.Of(await client.ExchangeAsync(Frontend.Sync)));
        Assert.Equal("C:DELETE 2 Z:I", Transcript.Of(await client.QueryAsync("delete from scratch where value = 'copy in'")));
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Copy_among_other_statements_of_one_query(Route route)
    {
        await using WireClient client = await WireClient.LoginAsync(await route.PortAsync());
        await client.SendAsync(Frontend.Query(
            "begin; copy scratch from stdin; select 1; copy (select 2) to stdout; select count(*) from scratch where value = 'copy in'; rollback"));
        Assert.Equal("C:BEGIN G", Transcript.Of(await client.ReadUntilAsync('G')));
        await client.SendAsync(Row, Frontend.CopyDone);
        Assert.Equal("C:COPY 1 T D:1 C:SELECT 1 H d c C:COPY 1 T D:1 C:SELECT 1 C:ROLLBACK Z:I", Transcript.Of(await client.ReadUntilReadyAsync()));
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Client_can_fail_its_copy(Route route)
    {
        await using WireClient client = await WireClient.LoginAsync(await route.PortAsync());
        await client.SendAsync(Frontend.Query("copy scratch from stdin"), Row, Frontend.CopyFail("changed my mind"));
        Assert.Equal("G E:57014 Z:I", Transcript.Of(await client.ReadUntilReadyAsync()));
        await client.AssertUsableAsync();
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Error_in_the_data_ends_the_copy_and_the_rest_of_the_data_is_dropped(Route route)
    {
        await using WireClient client = await WireClient.LoginAsync(await route.PortAsync());
        await client.SendAsync(Frontend.Query("copy scratch from stdin"), Frontend.CopyData("bad\trow\n"u8), Row, Row, Frontend.CopyDone);
        Assert.Equal("G E:22P02 Z:I", Transcript.Of(await client.ReadUntilReadyAsync()));
        await client.AssertUsableAsync();
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Query_inside_a_copy_is_fatal_on_both_legs(Route route)
    {
        await using WireClient client = await WireClient.LoginAsync(await route.PortAsync());
        await client.SendAsync(Frontend.Query("copy scratch from stdin"), Row);
        Assert.Equal('G', (await client.ReadFrameAsync())!.Code);
        await client.SendAsync(Frontend.Query("select 1"));
        List<WireFrame> frames = await client.ReadToEndAsync();
        Assert.Equal("E:08P01 E:08P01", Transcript.Of(frames));
        Assert.Equal("FATAL", frames[1].Field('S'));
        Assert.Equal(0, await CountAsync("copy in"));
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Rows_split_anywhere_among_messages_arrive_whole(Route route)
    {
        await using WireClient client = await WireClient.LoginAsync(await route.PortAsync());
        await client.QueryAsync("begin");
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200).Select(i => $"{i}\tsplit ünïcode {i}\n")));
        await client.SendAsync([Frontend.Query("copy scratch from stdin"), .. text.Chunk(7).Select(part => Frontend.CopyData(part)), Frontend.CopyDone]);
        Assert.Equal("G C:COPY 200 Z:T", Transcript.Of(await client.ReadUntilReadyAsync()));
        Assert.Equal("T D:200 C:SELECT 1 Z:T", Transcript.Of(await client.QueryAsync("select count(*) from scratch where value like 'split ünïcode %'")));
    }

    [Fact]
    public async Task Data_pipelined_behind_a_refused_copy_is_discarded_in_the_simple_protocol()
    {
        await using WireClient client = await LoginAsync();
        await client.SendAsync(Frontend.Query("copy staff from stdin"), Row, Row, Frontend.CopyDone, Frontend.Query("select 1"));
        Assert.Equal("E:42501 Z:I T D:1 C:SELECT 1 Z:I", Transcript.Of(await client.ReadUntilReadyAsync(2)));
        Assert.True(await client.StaysQuietAsync());
    }

    [Fact]
    public async Task Data_pipelined_behind_a_refused_copy_is_discarded_in_the_extended_protocol()
    {
        await using WireClient client = await LoginAsync();
        await client.SendAsync(Frontend.Parse("copy staff from stdin"), Frontend.Bind(), Frontend.Execute(), Row, Frontend.CopyDone, Frontend.Sync);
        Assert.Equal("E:42501 Z:I", Transcript.Of(await client.ReadUntilReadyAsync()));
        Assert.True(await client.StaysQuietAsync());
        await client.AssertUsableAsync();
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Copy_messages_outside_a_copy_are_ignored(Route route)
    {
        await using WireClient client = await WireClient.LoginAsync(await route.PortAsync());
        await client.SendAsync(Row, Frontend.CopyDone, Frontend.CopyFail("nothing to fail"), Frontend.Query("select 1"));
        Assert.Equal("T D:1 C:SELECT 1 Z:I", Transcript.Of(await client.ReadUntilReadyAsync()));
    }
}
