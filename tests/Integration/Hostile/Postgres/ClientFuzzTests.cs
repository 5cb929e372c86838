using System.Text;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Hostile.Postgres;

/// <summary>Damaged client traffic. The seeds are fixed: a failure comes back with its number.</summary>
[Trait("Speed", "Slow")]
public sealed class ClientFuzzTests
{
    private const int Sessions = 600;
    private const int MessagesPerSession = 120;
    private const string RulesOnly =
        """[ { "Name": "rules", "Rules": [ { "Effect": "Deny", "Statements": ["Drop", "FunctionCall"] }, { "Effect": "Deny", "Relations": ["staff"] } ] } ]""";

    private static readonly string[] Secrets = ["123-45-6789", "987-65-4321", "ada@example.com", "4111111111111111", "5000.50"];

    [Theory]
    [InlineData("[]", 1)]
    [InlineData(RulesOnly, 2)]
    public async Task Proxy_survives_and_passes_on_nothing_that_is_no_message(string policies, int seed)
    {
        await using var server = new FakePostgresServer(ObligingServer.ServeAsync);
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(new ProxyConfiguration { UpstreamPort = server.Port, Policies = policies });
        await using HealthProbe probe = await HealthProbe.StartAsync(proxy);
        long before = ObligingServer.FramesReceived;
        for (int session = 0; session < Sessions; session++)
        {
            await StormAsync(proxy.Port, SampleSchema.TrustedUser, (seed * 1_000_000) + session, MessagesPerSession);
            if (session % 50 == 0)
                await probe.AssertAsync();
        }
        await probe.AssertAsync();
        // Not everything may die at the first damage: the storm has to reach the server.
        Assert.True(ObligingServer.FramesReceived - before > Sessions * 10, $"{ObligingServer.FramesReceived - before} frames arrived");
    }

    // Damaged messages now and then bring a PostgreSQL backend down, and all others with it. That is the server's affair:
    // it gets one of its own, and time to recover.
    [Fact]
    public async Task Masked_values_do_not_leave_a_real_server_however_they_are_asked_for()
    {
        using PostgresServer server = PostgresServer.StartOwn();
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(
            SharedProxies.Configuration(SharedProxies.Policies) with { UpstreamPort = server.Port });
        long before = proxy.ResidentBytes;
        int stormed = 0;
        for (int session = 0; session < 300; session++)
        {
            int seed = 3_000_000 + session;
            try
            {
                string received = Encoding.Latin1.GetString(await StormAsync(proxy.Port, SampleSchema.ReadOnlyUser, seed, 60));
                Assert.All(Secrets, secret => Assert.False(received.Contains(secret, StringComparison.Ordinal), $"{secret} leaked, seed {seed}"));
                stormed++;
            }
            catch (InvalidOperationException refused) when (refused.Message.Contains("57P0", StringComparison.Ordinal))
            {
                await Task.Delay(500);
            }
            Assert.True(proxy.IsRunning, $"the proxy died at seed {seed}: {proxy.Errors}");
        }
        Assert.True(stormed > 200, $"only {stormed} sessions reached the server");
        Assert.InRange(proxy.ResidentBytes, 0, before + (256L << 20));
    }

    // One session: everything in a few writes, then the end of input; the proxy has to close in its own time.
    private static async Task<byte[]> StormAsync(int port, string user, int seed, int messages)
    {
        var mutator = new FrameMutator(seed, RecordedTraffic.Framing);
        await using WireClient client = await WireClient.ConnectAsync(port);
        await client.StartAsync(user, "");
        long start = client.Received.Length;
        Task reading = client.DrainAsync();
        try
        {
            byte[] all = [.. Enumerable.Range(0, messages).SelectMany(_ => mutator.Next(RecordedTraffic.FromClient)), .. Frontend.Sync];
            for (int at = 0; at < all.Length;)
            {
                int size = Math.Min(all.Length - at, 1 + mutator.Below(8192));
                await client.SendAsync(all[at..(at + size)]);
                at += size;
            }
            client.HalfClose();
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
        {
            // Closed on the first bad frame: right.
        }
        await EndedAsync(reading, $"the session of seed {seed} does not end after {Convert.ToHexString(client.Received.ToArray()[(int)start..])}");
        return client.Received.ToArray()[(int)start..];
    }

    private static async Task EndedAsync(Task reading, string otherwise)
    {
        try
        {
            await reading;
        }
        catch (OperationCanceledException)
        {
            Assert.Fail(otherwise);
        }
    }
}
