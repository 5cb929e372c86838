using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Transparency.Postgres;

/// <summary>Without a policy the client receives byte for byte what it would receive directly.</summary>
public sealed class IdenticalBytesTests
{
    public static TheoryData<string> Scripts { get; } = new(SessionScript.All.Select(script => script.Name));

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Script_is_answered_identically(string name) => await AssertIdenticalAsync(name, int.MaxValue);

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Script_in_crumbs_is_answered_identically(string name)
    {
        // One byte at a time, but for the script whose millions of bytes would take minutes.
        await AssertIdenticalAsync(name, name.StartsWith("large", StringComparison.Ordinal) ? 997 : 1);
    }

    [Fact]
    public async Task Login_is_answered_identically_but_for_the_cancel_key()
    {
        await using WireClient direct = await WireClient.LoginAsync(PostgresServer.Shared.Port, ("application_name", "same"));
        await using WireClient proxied = await WireClient.LoginAsync((await SharedProxies.Transparent).Port, ("application_name", "same"));
        Assert.Equal(WithoutKey(direct), WithoutKey(proxied));
    }

    [Theory]
    [InlineData("user", "nobody")]
    [InlineData("database", "nowhere")]
    [InlineData("client_encoding", "no such encoding")]
    [InlineData("DateStyle", "nonsense")]
    public async Task Refused_login_is_answered_identically(string name, string value)
    {
        byte[] startup = Frontend.Startup(("user", SampleSchema.TrustedUser), ("database", SampleSchema.Database), (name, value));
        Assert.Equal(await AnswerAsync(PostgresServer.Shared.Port, startup), await AnswerAsync((await SharedProxies.Transparent).Port, startup));
    }

    private static async Task AssertIdenticalAsync(string name, int chunk)
    {
        SessionScript script = SessionScript.All.Single(script => script.Name == name);
        byte[] direct = Normalized(await script.PlayAsync(PostgresServer.Shared.Port));
        byte[] proxied = Normalized(await script.PlayAsync((await SharedProxies.Transparent).Port, chunk));
        Assert.True(direct.Length > 0 || name.StartsWith("terminate", StringComparison.Ordinal));
        if (!direct.AsSpan().SequenceEqual(proxied))
            Assert.Fail($"{direct.Length} bytes directly, {proxied.Length} proxied, first difference at {direct.AsSpan().CommonPrefixLength(proxied)}");
    }

    private static async Task<string> AnswerAsync(int port, byte[] startup)
    {
        await using WireClient client = await WireClient.ConnectAsync(port);
        await client.SendAsync(startup);
        List<WireFrame> frames = await client.AuthenticateAsync("nobody", "no password");
        // Random, by design of the authentication.
        return string.Join('\n', frames.Select(frame => frame.Code == 'R' ? frame.ToString() : Convert.ToHexString(frame.ToBytes())));
    }

    private static string WithoutKey(WireClient client)
    {
        byte[] received = client.Received.ToArray();
        int key = received.AsSpan().IndexOf(client.KeyData);
        Assert.True(key > 0);
        received.AsSpan(key, client.KeyData.Length).Clear();
        return Convert.ToHexString(received);
    }

    // NotificationResponse names the process of the sender, which differs from session to session.
    private static byte[] Normalized(byte[] received)
    {
        for (int at = 0; at + 5 <= received.Length;)
        {
            int length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(received.AsSpan(at + 1));
            if (received[at] == 'A')
                received.AsSpan(at + 5, 4).Clear();
            at += 1 + length;
        }
        return received;
    }
}
