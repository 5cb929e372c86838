using WireProxy.Configuration;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Transport;

namespace WireProxy.Sessions.MySql.Login;

/// <summary>The client's side of the login up to its HandshakeResponse41: greeting, SSLRequest, TLS (protocols reference 2.B).</summary>
internal sealed class ClientHandshake(WireConnection client, SessionEndpoint endpoint)
{
    private const byte FirstAnswer = 1;

    /// <summary>The sequence id of an error that would be sent to the client now.</summary>
    public byte NextToClient { get; private set; } = FirstAnswer;

    /// <param name="greeting">The greeting as this client gets it, header included.</param>
    /// <param name="offered">The capabilities in it.</param>
    /// <param name="cancellationToken">Ends a login that takes too long.</param>
    /// <returns>Null when the client left.</returns>
    public async Task<ClientLogin?> ReadAsync(byte[] greeting, CapabilityFlags offered, CancellationToken cancellationToken)
    {
        await client.Output.WriteAsync(greeting, cancellationToken);
        if (await ReadPacketAsync(FirstAnswer, cancellationToken) is not { } packet)
            return null;
        byte[] preface = [];
        if (SslRequest.Matches(Payload(packet)))
        {
            preface = packet;
            if (endpoint.Certificate is not { } certificate)
                throw new MySqlProtocolException("this endpoint does not offer TLS", 1043, "08S01");
            await client.AcceptTlsAsync(certificate.Options(applicationProtocol: null), cancellationToken);
            if (await ReadPacketAsync(FirstAnswer + 1, cancellationToken) is not { } inside)
                return null;
            packet = inside;
        }
        var login = new ClientLogin(packet, offered, client.Security, preface);
        Check(login);
        return login;
    }

    private void Check(ClientLogin login)
    {
        HandshakeResponse41 response = login.Response;
        bool claimsTls = response.ClaimedCapabilities.HasFlag(CapabilityFlags.Ssl);
        // The server would wait for TLS behind it.
        if (claimsTls && login.Security == LinkSecurity.Plain)
            throw new MySqlProtocolException("a login that asks for TLS came without it", 1043, "08S01");
        // Whoever is on the line before TLS must not choose what the session is like (protocols reference 2.B). Some drivers
        // ask for TLS in the first packet alone.
        if (login.Preface.Length > 0 && SslRequest.Read(Payload(login.Preface)).Capabilities != (response.ClaimedCapabilities | CapabilityFlags.Ssl))
            throw new MySqlProtocolException("the capabilities differ from those before TLS", 1043, "08S01");
        if (endpoint.Options.ClientTls.Mode == ClientTlsMode.Require && login.Security == LinkSecurity.Plain)
            throw new LoginException(
                SessionEndReason.LoginRefused,
                new SessionError("this endpoint accepts TLS connections only") { ErrorCode = 3159, SqlState = "HY000", Hint = "connect with --ssl" });
    }

    private async Task<byte[]?> ReadPacketAsync(byte sequence, CancellationToken cancellationToken)
    {
        byte[]? packet = await LoginPackets.ReadAsync(client.Input, cancellationToken);
        if (packet is null)
            return null;
        byte found = PacketHeader.Read(packet).Sequence;
        NextToClient = (byte)(found + 1);
        if (found != sequence)
            throw new MySqlProtocolException("Got packets out of order", 1156, "08S01");
        return packet;
    }

    private static ReadOnlySpan<byte> Payload(byte[] packet) => packet.AsSpan(PacketHeader.Size);
}
