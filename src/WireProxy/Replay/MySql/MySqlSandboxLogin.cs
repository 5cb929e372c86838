using System.Security.Authentication;
using System.Text;
using WireProxy.Configuration;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Replay.Sandbox;
using WireProxy.Sessions.MySql.Login;
using WireProxy.Transport;

namespace WireProxy.Replay.MySql;

/// <summary>Logs in to a sandbox with the recorded client's capabilities, so that its packets mean the same there.</summary>
internal sealed class MySqlSandboxLogin(WireConnection server, SandboxLogin login)
{
    private const CapabilityFlags Own = CapabilityFlags.Protocol41 | CapabilityFlags.SecureConnection | CapabilityFlags.PluginAuth
        | CapabilityFlags.PluginAuthLenencClientData | CapabilityFlags.Transactions | CapabilityFlags.LongFlag;

    private const byte AskForKey = 0x02;

    private readonly PayloadWriter _writer = new();
    private byte[] _scramble = [];
    private byte _sequence;

    public async Task RunAsync(RecordedLogin recorded, CancellationToken cancellationToken)
    {
        byte[] payload = await ReadAsync(cancellationToken);
        if (payload is [ErrPacket.Header, ..])
            throw Refused(payload);
        CapabilityFlags capabilities = Capabilities(recorded, HandshakeV10.Read(payload).Capabilities);
        string method = Scramble(payload);
        if (login.Tls.Tls != UpstreamTls.Disable)
            capabilities |= await StartTlsAsync(recorded, capabilities, HandshakeV10.Read(payload).Capabilities, cancellationToken);
        await SendAsync(Response(recorded, capabilities, method), cancellationToken);
        await AuthenticateAsync(method, cancellationToken);
    }

    private string Scramble(byte[] payload)
    {
        HandshakeV10 greeting = HandshakeV10.Read(payload);
        _scramble = new byte[HandshakeV10.ScrambleSize];
        greeting.CopyScramble(_scramble);
        string method = Encoding.UTF8.GetString(greeting.AuthPluginName);
        // Whatever the server prefers; it asks for another method if the account has one.
        return method is MySqlProof.CachingSha2 ? method : MySqlProof.Native;
    }

    private CapabilityFlags Capabilities(RecordedLogin recorded, CapabilityFlags offered)
    {
        HandshakeResponse41 response = HandshakeResponse41.Read(recorded.Response, recorded.Offered, recorded.Security);
        CapabilityFlags meant = response.Capabilities & CapabilityGroups.ChangeMeaning & ~CapabilityFlags.ConnectWithDb;
        // Servers go by the flags of the request for TLS, so these must be the response's.
        if (!DatabaseOf(response).IsEmpty)
            meant |= CapabilityFlags.ConnectWithDb;
        CapabilityFlags wanted = SharedCapabilities.Of(response) | (response.Capabilities & CapabilityFlags.MultiStatements) | meant;
        // Bit 0 says what the client is: with it clear, MariaDB's extended capabilities count.
        wanted |= response.ClaimedCapabilities & CapabilityFlags.LongPassword;
        CapabilityFlags missing = wanted & ~offered & ~CapabilityFlags.LongPassword;
        return missing == CapabilityFlags.None
            ? wanted | Own
            : throw new SandboxException($"the sandbox does not offer what the recorded client used: {missing}");
    }

    private byte[] Response(RecordedLogin recorded, CapabilityFlags capabilities, string method)
    {
        HandshakeResponse41 response = HandshakeResponse41.Read(recorded.Response, recorded.Offered, recorded.Security);
        return new HandshakeResponse41
        {
            Capabilities = capabilities,
            MaxPacketSize = response.MaxPacketSize,
            CharacterSet = response.CharacterSet,
            User = login.User is { } user ? Encoding.UTF8.GetBytes(user) : response.User,
            AuthResponse = MySqlProof.Of(method, login.Password, _scramble),
            Database = DatabaseOf(response),
            AuthPluginName = Encoding.UTF8.GetBytes(method),
        }.Write(_writer).ToArray();
    }

    /// <summary>As the response will begin: MySQL refuses a login that begins otherwise behind TLS.</summary>
    private byte[] TlsRequest(RecordedLogin recorded, CapabilityFlags capabilities)
    {
        HandshakeResponse41 response = HandshakeResponse41.Read(recorded.Response, recorded.Offered, recorded.Security);
        return new SslRequest(capabilities, response.MaxPacketSize, response.CharacterSet).Write(_writer).ToArray();
    }

    private ReadOnlySpan<byte> DatabaseOf(in HandshakeResponse41 response) =>
        login.Database is { } other ? Encoding.UTF8.GetBytes(other) : response.Database;

    private async Task<CapabilityFlags> StartTlsAsync(
        RecordedLogin recorded, CapabilityFlags capabilities, CapabilityFlags offered, CancellationToken cancellationToken)
    {
        if (!offered.HasFlag(CapabilityFlags.Ssl))
        {
            return login.Tls.Tls == UpstreamTls.Prefer
                ? CapabilityFlags.None
                : throw new SandboxException("the sandbox does not offer the TLS that --tls requires");
        }
        await SendAsync(TlsRequest(recorded, capabilities | CapabilityFlags.Ssl), cancellationToken);
        try
        {
            await server.StartTlsAsync(login.Tls.TlsOptions(applicationProtocol: null), cancellationToken);
        }
        catch (AuthenticationException failure)
        {
            throw new SandboxException("TLS with the sandbox failed: " + failure.Message);
        }
        return CapabilityFlags.Ssl;
    }

    private async Task AuthenticateAsync(string method, CancellationToken cancellationToken)
    {
        while (true)
        {
            byte[] payload = await ReadAsync(cancellationToken);
            switch (AuthReply.KindOf(payload))
            {
                case AuthReplyKind.Ok:
                    return;
                case AuthReplyKind.Err:
                    throw Refused(payload);
                case AuthReplyKind.SwitchRequest:
                    method = Switch(payload);
                    await SendAsync(MySqlProof.Of(method, login.Password, _scramble), cancellationToken);
                    break;
                case AuthReplyKind.MoreData when Answer(payload) is { } answer:
                    await SendAsync(answer, cancellationToken);
                    break;
                case AuthReplyKind.NextFactor:
                    throw new SandboxException("the sandbox asks for another factor");
            }
        }
    }

    private string Switch(byte[] payload)
    {
        AuthSwitchRequest request = AuthSwitchRequest.Read(payload);
        string method = Encoding.UTF8.GetString(request.PluginName);
        if (method == MySqlProof.Clear)
            Loopback.Require(server, "the password itself");
        _scramble = request.Data.ToArray();
        return method;
    }

    private byte[]? Answer(byte[] payload)
    {
        AuthMoreData data = AuthMoreData.Read(payload);
        if (data.IsFastAuthSuccess)
            return null;
        Loopback.Require(server, "the password itself");
        if (data.IsFullAuthentication)
            return server.Security == LinkSecurity.Tls ? MySqlProof.Terminated(login.Password) : [AskForKey];
        return MySqlProof.Encrypted(login.Password, _scramble, Encoding.ASCII.GetString(data.Data));
    }

    private async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        byte[] packet = await LoginPackets.ReadAsync(server.Input, cancellationToken)
            ?? throw new SandboxException("the sandbox closed the connection during the login");
        _sequence = (byte)(PacketHeader.Read(packet).Sequence + 1);
        return packet[PacketHeader.Size..];
    }

    private async Task SendAsync(byte[] payload, CancellationToken cancellationToken) =>
        await server.Output.WriteAsync(LoginPackets.Packet(payload, _sequence++), cancellationToken);

    private SandboxException Refused(byte[] payload)
    {
        ErrPacket error = ErrPacket.Read(payload);
        return new SandboxException($"the sandbox does not let '{login.User}' in: {error.Code} {Encoding.UTF8.GetString(error.Message)}");
    }
}
