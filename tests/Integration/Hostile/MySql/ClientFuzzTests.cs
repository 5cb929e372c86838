using System.Text;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Hostile.MySql;

/// <summary>Damaged client traffic. The seeds are fixed: a failure comes back with its number.</summary>
[Trait("Speed", "Slow")]
public sealed class ClientFuzzTests
{
    private const int Sessions = 400;
    private const int CommandsPerSession = 120;
    private const string RulesOnly =
        """[ { "Name": "rules", "Rules": [ { "Effect": "Deny", "Statements": ["Drop"] }, { "Effect": "Deny", "Relations": ["staff"] } ] } ]""";

    private static readonly string[] Secrets = ["123-45-6789", "987-65-4321", "ada@example.com", "4111111111111111", "5000.50"];

    [Theory]
    [InlineData("[]", 11)]
    [InlineData(RulesOnly, 12)]
    public async Task Proxy_survives_and_passes_on_nothing_that_is_no_command(string policies, int seed)
    {
        await using var server = new FakeMySqlServer(ObligingServer.ServeAsync);
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(
            new ProxyConfiguration { Protocol = "MySql", UpstreamPort = server.Port, Policies = policies });
        await using HealthProbe probe = await HealthProbe.StartAsync(proxy);
        long before = ObligingServer.CommandsReceived;
        for (int session = 0; session < Sessions; session++)
        {
            await Storm.RunAsync(proxy.Port, MySqlSampleSchema.TrustedUser, (seed * 1_000_000) + session, CommandsPerSession);
            if (session % 50 == 0)
                await probe.AssertAsync();
        }
        await probe.AssertAsync();
        // Not everything may die at the first damage: the storm has to reach the server.
        Assert.True(ObligingServer.CommandsReceived - before > Sessions * 10, $"{ObligingServer.CommandsReceived - before} commands arrived");
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Masked_values_do_not_leave_a_real_server_however_they_are_asked_for(Brand brand)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, MySqlProxies.Policies));
        long before = proxy.ResidentBytes;
        for (int session = 0; session < 150; session++)
        {
            int seed = 13_000_000 + session;
            string received = Encoding.Latin1.GetString(await Storm.RunAsync(proxy.Port, MySqlSampleSchema.ReadOnlyUser, seed, 60));
            Assert.All(Secrets, secret => Assert.False(received.Contains(secret, StringComparison.Ordinal), $"{secret} leaked, seed {seed}"));
            Assert.True(proxy.IsRunning, $"the proxy died at seed {seed}: {proxy.Errors}");
        }
        Assert.InRange(proxy.ResidentBytes, 0, before + (256L << 20));
    }

    [Fact]
    public async Task Damaged_logins_neither_hold_nor_hurt_the_proxy()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(Brand.MariaDb, "[]"));
        await using HealthProbe probe = await HealthProbe.StartAsync(proxy);
        for (int session = 0; session < 300; session++)
        {
            var mutator = new FrameMutator(14_000_000 + session, RecordedTraffic.Framing);
            await using MySqlWireClient client = await MySqlWireClient.ConnectAsync(proxy.Port);
            Greeting greeting = await client.ReadGreetingAsync();
            Capabilities capabilities = (Capabilities.Usual | Capabilities.ConnectAttributes) & greeting.Capabilities;
            var options = new LoginOptions { Attributes = [("program_name", "storm"), ("_pid", "1")] };
            byte[] login = PacketBuffer.Frame(LoginPackets.Response(capabilities, options, [], greeting.Plugin), 1);
            byte[] request = PacketBuffer.Frame(LoginPackets.SslRequest(capabilities), 1);
            try
            {
                await client.SendRawAsync(mutator.Next([login, login, request]), mutator.Next(RecordedTraffic.FromClient));
                client.HalfClose();
            }
            catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
            {
                // Closed at once: right.
            }
            await client.DrainAsync();
            if (session % 50 == 0)
                await probe.AssertAsync();
        }
        await probe.AssertAsync();
    }
}
