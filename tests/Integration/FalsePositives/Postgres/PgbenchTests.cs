using System.Buffers.Binary;
using System.Globalization;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire;

namespace WireProxy.Integration.FalsePositives.Postgres;

/// <summary>pgbench's own scripts under masks on a table that they do not touch, between two witnesses.</summary>
public sealed class PgbenchTests
{
    private const string Policies = """[ { "Name": "elsewhere", "Masks": [ { "Column": "public.customers.ssn", "With": "Full" } ] } ]""";

    [Fact]
    public async Task Answers_are_the_servers_own_in_every_mode()
    {
        using PostgresServer server = PostgresServer.StartOwn();
        await RunAsync(server.Port, "-i", "-s", "1", "-q");
        await using var behind = new CapturingRelay(server.Port);
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(new ProxyConfiguration { UpstreamPort = behind.Port, Policies = Policies });
        await using var before = new CapturingRelay(proxy.Port);
        foreach (string mode in (string[])["simple", "extended", "prepared"])
        {
            foreach (string script in (string[])["tpcb-like", "simple-update", "select-only"])
            {
                int known = behind.Connections.Count;
                await RunAsync(before.Port, "-n", "-t", "50", "-c", "1", "-M", mode, "-b", script);
                List<byte[]> client = Messages(before.Connections[^1].FromServer), sent = Messages(behind.Connections[^1].FromServer);
                Assert.Equal(known + 2, behind.Connections.Count);
                int login = client.FindIndex(message => message[0] == 'Z') + 1;
                Assert.InRange(client.Count(message => message[0] == 'C'), 50, int.MaxValue);
                Witness.AssertTheServersOwn(client[login..], sent, most: 2000);
            }
        }
    }

    private static async Task RunAsync(int port, params string[] options)
    {
        ToolRun run = await ToolRun.RunAsync([Path.Combine(PostgresInstallation.Packaged.Programs, "pgbench"), "-h", "127.0.0.1",
            "-p", port.ToString(CultureInfo.InvariantCulture), "-U", SampleSchema.TrustedUser, .. options, SampleSchema.Database]);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
    }

    // A refusal of TLS or GSSAPI encryption is a byte of its own.
    private static List<byte[]> Messages(byte[] bytes)
    {
        var messages = new List<byte[]>();
        for (int at = bytes.TakeWhile(first => first is (byte)'N').Count(); at < bytes.Length;)
        {
            int end = at + 1 + BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 1));
            messages.Add(bytes[at..end]);
            at = end;
        }
        return messages;
    }
}
