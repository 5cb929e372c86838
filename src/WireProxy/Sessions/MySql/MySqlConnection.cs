using System.Net.Sockets;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Values;
using WireProxy.Sessions.MySql.Login;
using WireProxy.Transport;

namespace WireProxy.Sessions.MySql;

/// <summary>
/// One accepted connection: the server behind it is asked first, because its greeting is what the client gets, with its
/// thread id and its scramble (protocols reference 2.B).
/// </summary>
internal sealed class MySqlConnection(WireConnection client, SessionEndpoint endpoint, MySqlServices services) : IProtocolConnection
{
    /// <summary>The protocol's name in recordings and output.</summary>
    public const string ProtocolName = "mysql";

    private ClientHandshake? _handshake;
    private MySqlSession? _session;

    public byte[] Farewell(SessionEndReason reason, SessionError error) => _handshake is null
        ? MySqlFarewell.Of(reason, error, sequence: 0, ErrPackets.NoSqlState)
        : MySqlFarewell.Of(reason, error, _session?.NextToClient ?? _handshake.NextToClient);

    public async Task RunAsync(CancellationToken loginTimeout)
    {
        using SessionRegistry.SessionPlace? place = services.Shared.Sessions.TryEnter();
        if (place is null)
            throw new LoginException(
                SessionEndReason.LoginRefused, new SessionError("Too many connections: Limits:MaxSessions is reached") { ErrorCode = 1040 });
        await using WireConnection server = await ConnectAsync(loginTimeout);
        var serverHandshake = new ServerHandshake(server, endpoint);
        byte[] greeting = await ReadGreetingAsync(serverHandshake, loginTimeout);
        CapabilityFlags serverCapabilities = HandshakeV10.Read(greeting.AsSpan(PacketHeader.Size)).Capabilities;
        CapabilityFlags offered = OfferedCapabilities.Of(serverCapabilities, endpoint);
        byte[] forwarded = serverHandshake.Forwarded(greeting, offered);
        if (await ReadLoginAsync(forwarded, offered, loginTimeout) is not { } login)
            return;
        LoginClaim claim = ClaimOf(login);
        var recorded = new RecordedSession(client, endpoint, services.Shared, ProtocolName, this);
        var runner = new MySqlSessionRunner(client, server, endpoint, services, recorded) { Opened = session => _session = session };
        await recorded.RunAsync(claim.User, claim.Database, async recorder =>
        {
            await MySqlSessionRunner.RecordHandshakeAsync(forwarded, login, recorder);
            recorder.Identified(claim.User, claim.Database, claim.Application);
            ReadableLogin.Check(runner.PolicyOf(claim), new CharacterSetId(login.Response.CharacterSet));
            byte sequence = await serverHandshake.RespondAsync(login, serverCapabilities, loginTimeout);
            return await runner.RunAsync(new SessionOpening(greeting, login, claim, sequence), recorder, place, loginTimeout);
        });
    }

    private async Task<WireConnection> ConnectAsync(CancellationToken loginTimeout)
    {
        try
        {
            return await endpoint.Upstream.ConnectAsync(client, loginTimeout);
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            throw new LoginException(
                SessionEndReason.ServerUnreachable,
                new SessionError($"the server of endpoint {endpoint.Name} can not be reached: {failure.Message}"));
        }
    }

    private static async Task<byte[]> ReadGreetingAsync(ServerHandshake handshake, CancellationToken loginTimeout)
    {
        try
        {
            byte[] greeting = await handshake.ReadGreetingAsync(loginTimeout);
            HandshakeV10.Read(greeting.AsSpan(PacketHeader.Size));
            return greeting;
        }
        catch (MySqlProtocolException violation)
        {
            throw new LoginException(
                SessionEndReason.ServerProtocolViolation, new SessionError("the server broke the protocol: " + violation.Message));
        }
    }

    private async Task<ClientLogin?> ReadLoginAsync(byte[] greeting, CapabilityFlags offered, CancellationToken loginTimeout)
    {
        _handshake = new ClientHandshake(client, endpoint);
        try
        {
            return await _handshake.ReadAsync(greeting, offered, loginTimeout);
        }
        catch (MySqlProtocolException violation)
        {
            throw new LoginException(
                SessionEndReason.ClientProtocolViolation,
                new SessionError(violation.Message) { ErrorCode = violation.ErrorCode, SqlState = violation.SqlState });
        }
    }

    private static LoginClaim ClaimOf(ClientLogin login)
    {
        HandshakeResponse41 response = login.Response;
        return LoginClaim.Of(response.User, response.Database, response.Attributes["program_name"u8]);
    }
}
