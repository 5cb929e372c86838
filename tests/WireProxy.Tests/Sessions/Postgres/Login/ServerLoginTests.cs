using System.Text;
using WireProxy.Protocols.Postgres;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Sessions;
using WireProxy.Sessions.Postgres;
using WireProxy.Sessions.Postgres.Login;

namespace WireProxy.Tests.Sessions.Postgres.Login;

/// <summary>A login passed through, with both sides played by hand.</summary>
public sealed class ServerLoginTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly byte[] Startup = [0, 0, 0, 8, 0, 3, 0, 0];
    private static readonly byte[] Ok = Authentication(0);
    private static readonly byte[] Password = Frame('p', "secret\0"u8);

    private readonly SilentRecorder _recorder = new();
    private readonly List<string> _reported = [];
    private LoopbackPeers _peers = null!;

    public async Task InitializeAsync() => _peers = await LoopbackPeers.ConnectAsync();

    public async Task DisposeAsync() => await _peers.DisposeAsync();

    [Fact]
    public async Task A_password_passes_and_is_recorded_as_zeros()
    {
        Task<bool> login = Login();
        Assert.Equal(Startup, await ServerReads(8));
        await _peers.Server.SendAsync(Authentication(3));
        Assert.Equal(Authentication(3), await ClientReads(9));
        await _peers.Client.SendAsync(Password);
        Assert.Equal(Password, await ServerReads(Password.Length));
        byte[] rest = Frames.Join(Ok, Backend.Status("TimeZone", "UTC"), Backend.Ready());
        await _peers.Server.SendAsync(rest);
        Assert.Equal(rest, await ClientReads(rest.Length));
        Assert.True(await login.WaitAsync(Patience));

        Assert.Equal(Frame('p', new byte[7]), _recorder.FromClient);
        Assert.Equal(Frames.Join(Authentication(3), rest), _recorder.ToClient);
        Assert.Equal(["TimeZone\0UTC\0"], _reported);
    }

    [Fact]
    public async Task Salts_and_signatures_are_recorded_as_zeros()
    {
        Task<bool> login = Login();
        await ServerReads(8);
        foreach ((int code, string data) in ((int, string)[])[(5, "salt"), (11, "r=nonce")])
        {
            await _peers.Server.SendAsync(Authentication(code, data));
            Assert.Equal(Authentication(code, data), await ClientReads(9 + data.Length));
            await _peers.Client.SendAsync(Password);
            await ServerReads(Password.Length);
        }
        await _peers.Server.SendAsync(Frames.Join(Authentication(12, "v=sig"), Ok, Backend.Ready()));
        await ClientReads(14 + 9 + 6);
        Assert.True(await login.WaitAsync(Patience));
        string recorded = Frames.Text(_recorder.ToClient);
        Assert.DoesNotContain("salt", recorded, StringComparison.Ordinal);
        Assert.DoesNotContain("nonce", recorded, StringComparison.Ordinal);
        Assert.DoesNotContain("sig", recorded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_gets_a_key_of_the_proxys_and_the_record_none()
    {
        Task<bool> login = Login();
        await ServerReads(8);
        byte[] key = Frame('K', [0, 0, 0, 9, 1, 2, 3, 4]);
        await _peers.Server.SendAsync(Frames.Join(Ok, key, Backend.Ready()));
        byte[] seen = await ClientReads(9 + 13 + 6);
        Assert.Equal(Frame('K', [0, 0, 0, 77, 9, 9, 9, 9]), seen[9..22]);
        Assert.True(await login.WaitAsync(Patience));
        Assert.Equal(Frame('K', [0, 0, 0, 77, 0, 0, 0, 0]), _recorder.ToClient[9..22]);
    }

    [Fact]
    public async Task Channel_binding_is_not_offered()
    {
        Task<bool> login = Login();
        await ServerReads(8);
        await _peers.Server.SendAsync(Authentication(10, "SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0"));
        Assert.Equal(Authentication(10, "SCRAM-SHA-256\0\0"), await ClientReads(9 + 15));
        _peers.Client.Close();
        Assert.False(await login.WaitAsync(Patience));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(99)]
    public async Task Methods_that_can_not_pass_are_refused(int code)
    {
        Task<bool> login = Login();
        await _peers.Server.SendAsync(Authentication(code));
        await Assert.ThrowsAsync<LoginException>(() => login.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_refusal_of_the_server_is_passed_on()
    {
        Task<bool> login = Login();
        byte[] refusal = Backend.Error("SFATAL", "C28P01", "Mno");
        await _peers.Server.SendAsync(refusal);
        Assert.False(await login.WaitAsync(Patience));
        Assert.Equal(refusal, await ClientReads(refusal.Length));
    }

    [Theory]
    [InlineData('Q')]
    [InlineData('P')]
    public async Task Anything_but_a_password_from_the_client_breaks_the_protocol(char code)
    {
        Task<bool> login = Login();
        await ServerReads(8);
        await _peers.Server.SendAsync(Authentication(3));
        await _peers.Client.SendAsync(Frame(code, "x\0"u8));
        await Assert.ThrowsAsync<LoginException>(() => login.WaitAsync(Patience));
    }

    public static TheoryData<byte[]> Impossible => new()
    {
        Backend.Ready(),
        Backend.Status("a", "b"),
        Frame('K', [0, 0, 0, 9, 1, 2, 3, 4]),
        Backend.Data("x"),
        Frames.Join(Ok, Authentication(3)),
        Frames.Join(Ok, Ok),
        Frames.Join(Ok, Frame('K', [0, 0, 0, 9])),
        Frames.Join(Ok, Frame('K', new byte[261])),
        new byte[] { (byte)'R', 0, 1, 0, 0 },
        new byte[] { (byte)'R', 0, 0, 0, 3 },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task A_server_that_breaks_the_protocol_is_not_followed(byte[] stream)
    {
        Task<bool> login = Login();
        await _peers.Server.SendAsync(stream);
        await Assert.ThrowsAsync<PostgresProtocolException>(() => login.WaitAsync(Patience));
    }

    private Task<bool> Login() => new ServerLogin(_peers.ClientConnection, _peers.ServerConnection, _recorder)
    {
        ParameterStatus = body => _reported.Add(Encoding.UTF8.GetString(body)),
        ReplaceKey = key => new CancelKey(77, Enumerable.Repeat((byte)9, key.Secret.Length).ToArray()),
    }.RelayAsync(Startup, CancellationToken.None);

    private Task<byte[]> ServerReads(int length) => LoopbackPeers.ReadAsync(_peers.Server, length).WaitAsync(Patience);

    private Task<byte[]> ClientReads(int length) => LoopbackPeers.ReadAsync(_peers.Client, length).WaitAsync(Patience);

    private static byte[] Authentication(int code, string data = "") =>
        new MessageWriter().Begin(BackendMessageCode.Authentication).Int32(code).Bytes(Encoding.ASCII.GetBytes(data)).End().ToArray();

    private static byte[] Frame(char code, ReadOnlySpan<byte> body) =>
        new MessageWriter().Begin((BackendMessageCode)code).Bytes(body).End().ToArray();
}
