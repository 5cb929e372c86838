using WireProxy.Integration.Proxy;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>Notices, notifications and parameter changes come when the server likes.</summary>
public sealed class AsynchronousMessageTests
{
    [Fact]
    public async Task They_pass_in_order_between_any_two_messages()
    {
        byte[][] asynchronous = [Backend.Notice("noticed"), Backend.Notification("channel", "payload"), Backend.ParameterStatus("TimeZone", "UTC")];
        byte[] between = [.. asynchronous.SelectMany(frame => frame)];
        byte[] answer =
        [
            .. between, .. Backend.RowDescription("a"), .. between, .. Backend.DataRow("1"), .. between, .. Backend.DataRow("2"),
            .. between, .. Backend.Complete("SELECT 2"), .. between, .. Backend.Ready('I'), .. between,
        ];
        await using var server = new FakePostgresServer(connection => ServeAsync(connection, answer));
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(new ProxyConfiguration { UpstreamPort = server.Port });
        await using WireClient client = await WireClient.LoginAsync(proxy.Port);
        long before = client.Received.Length;
        await client.SendAsync(Frontend.Query("select a"));
        List<WireFrame> frames = await client.ReadUntilReadyAsync();
        for (int i = 0; i < asynchronous.Length; i++)
            frames.Add((await client.ReadFrameAsync())!);
        Assert.Equal("NASTNASDNASDNASCNASZNAS", Transcript.Codes(frames));
        Assert.Equal(answer, client.Received.ToArray()[(int)before..]);
    }

    private static async Task ServeAsync(FakePostgresConnection connection, byte[] answer)
    {
        await connection.AcceptLoginAsync();
        while (await connection.ReadFrameAsync() is { Code: not 'X' })
            await connection.SendAsync(answer);
    }
}
