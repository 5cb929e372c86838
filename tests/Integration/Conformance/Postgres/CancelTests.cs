using System.Diagnostics;
using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>CancelRequest reaches the one query it is meant for, and nothing else.</summary>
public sealed class CancelTests
{
    private const string Endless = "select count(*) from generate_series(1, 20000000000)";

    public static TheoryData<Route> BareAndProxied { get; } = new(Route.Direct, Route.Proxy, Route.Policy);

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Running_query_is_cancelled_for_that_client_only(Route route)
    {
        int port = await route.PortAsync();
        await using WireClient victim = await WireClient.LoginAsync(port);
        await using WireClient bystander = await WireClient.LoginAsync(port);
        await victim.SendAsync(Frontend.Query(Endless));
        await bystander.SendAsync(Frontend.Query("select count(*) from generate_series(1, 3000000)"));
        await Task.Delay(300);
        await CancelAsync(port, victim.Pid, victim.CancelKey);
        Assert.EndsWith("E:57014 Z:I", Transcript.Of(await victim.ReadUntilReadyAsync()), StringComparison.Ordinal);
        Assert.Equal("T D:3000000 C:SELECT 1 Z:I", Transcript.Of(await bystander.ReadUntilReadyAsync()));
        await victim.AssertUsableAsync();
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Idle_session_is_not_harmed(Route route)
    {
        int port = await route.PortAsync();
        await using WireClient client = await WireClient.LoginAsync(port);
        for (int i = 0; i < 5; i++)
        {
            await CancelAsync(port, client.Pid, client.CancelKey);
            Assert.Equal("T D:1 C:SELECT 1 Z:I", Transcript.Of(await client.QueryAsync("select count(*) from generate_series(1, 1)")));
        }
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Wrong_key_or_length_does_nothing(Route route)
    {
        int port = await route.PortAsync();
        await using WireClient client = await WireClient.LoginAsync(port);
        await client.SendAsync(Frontend.Query("select count(*), pg_sleep(1) from generate_series(1, 10)"));
        byte[] wrong = [.. client.CancelKey];
        wrong[^1] ^= 1;
        await CancelAsync(port, client.Pid, wrong);
        await CancelAsync(port, client.Pid + 1, client.CancelKey);
        await CancelAsync(port, client.Pid, []);
        await CancelAsync(port, client.Pid, [.. client.CancelKey, 0]);
        await CancelAsync(port, client.Pid, client.CancelKey[..3]);
        Assert.EndsWith("C:SELECT 1 Z:I", Transcript.Of(await client.ReadUntilReadyAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_over_tls_works()
    {
        int port = await Route.Proxy.PortAsync();
        await using WireClient client = await WireClient.LoginAsync(port);
        await client.SendAsync(Frontend.Query(Endless));
        await Task.Delay(200);
        await using WireClient canceller = await WireClient.ConnectAsync(port);
        await canceller.RequestTlsAsync();
        await canceller.SendAsync(Frontend.Cancel(client.Pid, client.CancelKey));
        Assert.Empty(await canceller.ReadToEndAsync());
        Assert.EndsWith("E:57014 Z:I", Transcript.Of(await client.ReadUntilReadyAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_of_an_ended_session_cancels_nobody()
    {
        int port = await Route.Proxy.PortAsync();
        WireClient ended = await WireClient.LoginAsync(port);
        (int pid, byte[] key) = (ended.Pid, ended.CancelKey);
        await ended.SendAsync(Frontend.Terminate);
        await ended.ReadToEndAsync();
        await ended.DisposeAsync();
        await using WireClient client = await WireClient.LoginAsync(port);
        await client.SendAsync(Frontend.Query("select pg_sleep(0.5)"));
        await CancelAsync(port, pid, key);
        Assert.EndsWith("C:SELECT 1 Z:I", Transcript.Of(await client.ReadUntilReadyAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Socket_closes_only_after_the_server_closed_its_own()
    {
        var release = new TaskCompletionSource();
        await using var server = new FakePostgresServer(async connection =>
        {
            byte[] first = await connection.ReadUntypedAsync();
            if (first[..4] is [0x04, 0xD2, 0x16, 0x2E])
            {
                Assert.Equal([0, 0, 0x10, 0x92, 1, 2, 3, 4], first[4..]);
                await release.Task;
                return;
            }
            await connection.SendAsync(Backend.LoginDone);
            await connection.ReadToEndAsync();
        });
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(new ProxyConfiguration { UpstreamPort = server.Port });
        await using WireClient client = await WireClient.LoginAsync(proxy.Port);
        await client.SendAsync(Frontend.Query("select 1"));
        // A cancel that overtakes its query is rightly dropped.
        await Task.Delay(300);
        await using WireClient canceller = await WireClient.ConnectAsync(proxy.Port);
        await canceller.SendAsync(Frontend.Cancel(client.Pid, client.CancelKey));
        Assert.True(await canceller.StaysQuietAsync(1000));
        release.SetResult();
        Assert.Empty(await canceller.ReadToEndAsync());
    }

    private static async Task CancelAsync(int port, int pid, byte[] key)
    {
        var waited = Stopwatch.StartNew();
        await using WireClient canceller = await WireClient.ConnectAsync(port);
        await canceller.SendAsync(Frontend.Cancel(pid, key));
        Assert.Empty(await canceller.ReadToEndAsync());
        Assert.True(waited.Elapsed < TimeSpan.FromSeconds(10));
    }
}
