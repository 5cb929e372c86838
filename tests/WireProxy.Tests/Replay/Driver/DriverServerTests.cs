using System.Net;
using System.Net.Sockets;
using WireProxy.Audit;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;
using WireProxy.Configuration;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Replay;
using WireProxy.Replay.Driver;
using WireProxy.Tests.Recording.Postgres;

namespace WireProxy.Tests.Replay.Driver;

public sealed class DriverServerTests
{
    private static readonly byte[] AskForTls = [0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F];

    [Fact]
    public async Task A_driver_gets_the_recorded_bytes_after_a_login_without_secrets()
    {
        Transcript recorded = Session();
        (ReplayResult result, byte[] received) = await ReplayAsync(recorded, async driver =>
        {
            await driver.SendAsync(AskForTls);
            Assert.Equal("N"u8.ToArray(), await ReceiveAsync(driver, 1));
            await driver.SendAsync(Startup());
            await driver.SendAsync(AfterLogin(recorded, RecordKind.ClientBytes));
        });

        Assert.Null(result.Difference);
        Assert.Equal(6, result.Messages);
        byte[] authenticationOk = [(byte)'R', 0, 0, 0, 8, 0, 0, 0, 0];
        byte[] status = new Transcript().Server(BackendMessageCode.ParameterStatus, "server_version\015.2\0"u8.ToArray())
            .Server(BackendMessageCode.BackendKeyData, [0, 0, 0, 9, 0, 0, 0, 0]).Ready().Records.SelectMany(record => record.Bytes).ToArray();
        Assert.Equal([.. authenticationOk, .. status, .. AfterLogin(recorded, RecordKind.ServerBytes)], received);
    }

    [Fact]
    public async Task The_drivers_bytes_may_come_in_other_pieces()
    {
        Transcript recorded = Session();
        (ReplayResult result, _) = await ReplayAsync(recorded, async driver =>
        {
            await driver.SendAsync(Startup());
            foreach (byte single in AfterLogin(recorded, RecordKind.ClientBytes))
                await driver.SendAsync(new[] { single });
        });

        Assert.Null(result.Difference);
    }

    [Fact]
    public async Task An_answer_waits_until_the_driver_has_asked()
    {
        Transcript recorded = Transcript.LoggedIn().Query("select 1").Complete("SELECT 1").Ready();
        await ReplayAsync(recorded, async driver =>
        {
            await driver.SendAsync(Startup());
            await ReceiveUntilReadyAsync(driver);
            await Task.Delay(100);
            Assert.Equal(0, driver.Available);
            await driver.SendAsync(AfterLogin(recorded, RecordKind.ClientBytes));
            await ReceiveUntilReadyAsync(driver);
        });
    }

    [Fact]
    public async Task Another_statement_differs_and_is_named()
    {
        (ReplayResult result, _) = await ReplayAsync(Session(), async driver =>
        {
            await driver.SendAsync(Startup());
            await driver.SendAsync(Bytes(new Transcript().Query("select 1").Query("select 3")));
        });

        Assert.Equal("message 2: recorded Parse 'select 2', the driver sent Query 'select 3'", result.Difference);
        Assert.Equal(1, result.Messages);
    }

    [Fact]
    public async Task The_same_message_with_another_text_differs_and_both_are_named()
    {
        (ReplayResult result, _) = await ReplayAsync(Session(), async driver =>
        {
            await driver.SendAsync(Startup());
            foreach (byte single in Bytes(new Transcript().Query("select 9")))
                await driver.SendAsync(new[] { single });
        });

        Assert.StartsWith("message 1: recorded Query 'select 1', the driver sent Query 'select 9", result.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_driver_that_leaves_early_differs()
    {
        (ReplayResult result, _) = await ReplayAsync(Session(), async driver =>
        {
            await driver.SendAsync(Startup());
            await driver.SendAsync(Bytes(new Transcript().Query("select 1")));
        });

        Assert.Equal("message 2: recorded Parse 'select 2', the driver closed", result.Difference);
    }

    [Fact]
    public async Task A_driver_that_asks_for_more_than_was_recorded_differs()
    {
        Transcript recorded = Transcript.LoggedIn().Query("select 1").Complete("SELECT 1").Ready();
        (ReplayResult result, _) = await ReplayAsync(recorded, async driver =>
        {
            await driver.SendAsync(Startup());
            await driver.SendAsync(Bytes(new Transcript().Query("select 1")));
            await driver.SendAsync(Bytes(new Transcript().Query("select 2")));
        });

        Assert.Equal("the recording is over, the driver sent Query 'select 2'", result.Difference);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaving_with_or_without_Terminate_is_the_same(bool recordedTerminate)
    {
        Transcript recorded = Transcript.LoggedIn().Query("select 1").Complete("SELECT 1").Ready();
        if (recordedTerminate)
            recorded.Client(FrontendMessageCode.Terminate, []);
        (ReplayResult result, _) = await ReplayAsync(recorded, async driver =>
        {
            await driver.SendAsync(Startup());
            await driver.SendAsync(Bytes(new Transcript().Query("select 1")));
            if (!recordedTerminate)
                await driver.SendAsync(Bytes(new Transcript().Client(FrontendMessageCode.Terminate, [])));
        });

        Assert.Null(result.Difference);
    }

    [Fact]
    public async Task A_login_that_was_refused_is_refused_again()
    {
        Transcript recorded = new Transcript().Startup("alice", "shop", "app").Server(BackendMessageCode.Authentication, [0, 0, 0, 3])
            .Client(FrontendMessageCode.AuthenticationResponse, new byte[7]).Error("28P01", "password authentication failed");
        (ReplayResult result, byte[] received) = await ReplayAsync(recorded, async driver => await driver.SendAsync(Startup()));

        Assert.Null(result.Difference);
        Assert.Equal(recorded.Records[^1].Bytes, received);
    }

    [Fact]
    public async Task A_cancel_request_is_no_session()
    {
        Transcript recorded = Transcript.LoggedIn();
        using RecordedFolder folder = await RecordedFolder.OfAsync(recorded);
        await using var archive = AuditArchive.Open(folder.AuditPath);
        using DriverServer server = await OpenAsync(archive);
        Task<ReplayResult> running = server.RunAsync(default);
        using (Socket cancel = await ConnectAsync(server))
        {
            await cancel.SendAsync((byte[])[0, 0, 0, 16, 0x04, 0xD2, 0x16, 0x2E, 0, 0, 0, 9, 0, 0, 0, 0]);
            Assert.Empty(await ReceiveAllAsync(cancel));
        }
        Assert.False(running.IsCompleted);

        using Socket driver = await ConnectAsync(server);
        await driver.SendAsync(Startup());
        driver.Shutdown(SocketShutdown.Send);
        Assert.Null((await running).Difference);
    }

    private static Transcript Session() => Transcript.LoggedIn()
        .Query("select 1").Columns().Rows(3).Complete("SELECT 3").Ready()
        .Parse("", "select 2").Bind("", "").Execute("").Sync().Parsed().Bound().Rows(1).Complete("SELECT 1").Ready()
        .Client(FrontendMessageCode.Terminate, []);

    private static byte[] Startup() => Bytes(new Transcript().Startup("anyone", "any", "driver"));

    private static byte[] Bytes(Transcript transcript) => [.. transcript.Records.SelectMany(record => record.Bytes)];

    private static byte[] AfterLogin(Transcript transcript, RecordKind kind) =>
        [.. transcript.Records.Skip(Transcript.LoggedIn().Records.Count).Where(record => record.Kind == kind).SelectMany(record => record.Bytes)];

    private static async Task<(ReplayResult Result, byte[] Received)> ReplayAsync(Transcript recorded, Func<Socket, Task> drive)
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(recorded);
        await using var archive = AuditArchive.Open(folder.AuditPath);
        using DriverServer server = await OpenAsync(archive);
        Task<ReplayResult> running = server.RunAsync(default);
        using Socket driver = await ConnectAsync(server);
        await drive(driver);
        driver.Shutdown(SocketShutdown.Send);
        byte[] received = await ReceiveAllAsync(driver);
        return (await running.WaitAsync(TimeSpan.FromSeconds(20)), received);
    }

    private static async Task<DriverServer> OpenAsync(AuditArchive archive)
    {
        SessionEntry entry = Assert.Single(await archive.ListSessionsAsync(new SessionQuery(), default));
        Assert.True(ListenAddress.TryParse("127.0.0.1:0", out ListenAddress? address, out _));
        return new DriverServer(address, new RecordedSession(archive, entry), DriverProtocols.Find(entry.Protocol)!);
    }

    private static async Task<Socket> ConnectAsync(DriverServer server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync((IPEndPoint)server.Address);
        return socket;
    }

    private static async Task<byte[]> ReceiveAsync(Socket socket, int count)
    {
        byte[] bytes = new byte[count];
        for (int received = 0; received < count;)
        {
            int more = await socket.ReceiveAsync(bytes.AsMemory(received));
            Assert.NotEqual(0, more);
            received += more;
        }
        return bytes;
    }

    private static async Task ReceiveUntilReadyAsync(Socket socket)
    {
        var bytes = new List<byte>();
        byte[] ready = [(byte)'Z', 0, 0, 0, 5, (byte)'I'];
        while (!bytes.TakeLast(ready.Length).SequenceEqual(ready))
            bytes.AddRange(await ReceiveAsync(socket, 1));
    }

    private static async Task<byte[]> ReceiveAllAsync(Socket socket)
    {
        using var all = new MemoryStream();
        byte[] buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer) is var received and > 0)
            all.Write(buffer, 0, received);
        return all.ToArray();
    }
}
