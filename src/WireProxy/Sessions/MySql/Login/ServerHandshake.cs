using System.Security.Authentication;
using System.Text;
using WireProxy.Configuration;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Transport;

namespace WireProxy.Sessions.MySql.Login;

/// <summary>The server's side of the login up to the client's response: its greeting, TLS as the endpoint asks for it.</summary>
internal sealed class ServerHandshake(WireConnection server, SessionEndpoint endpoint)
{
    private readonly PayloadWriter _writer = new();

    /// <summary>The server's greeting.</summary>
    /// <exception cref="LoginException">The server refuses the connection, or there is none.</exception>
    public async Task<byte[]> ReadGreetingAsync(CancellationToken cancellationToken)
    {
        byte[]? packet = await LoginPackets.ReadAsync(server.Input, cancellationToken);
        if (packet is null)
            throw Unreachable("the server closed the connection before its greeting");
        if (packet.Length > PacketHeader.Size && packet[PacketHeader.Size] == ErrPacket.Header)
            throw Refused(ErrPacket.Read(packet.AsSpan(PacketHeader.Size)));
        return packet;
    }

    /// <summary>The greeting as the client gets it: the server's own thread id and scramble, other capabilities.</summary>
    public byte[] Forwarded(byte[] greeting, CapabilityFlags offered) => LoginPackets.Packet(
        (HandshakeV10.Read(greeting.AsSpan(PacketHeader.Size)) with { Capabilities = offered }).Write(_writer), sequence: 0);

    /// <summary>Starts TLS if it is asked for, and sends the client's response.</summary>
    /// <param name="login">What the client answered.</param>
    /// <param name="serverCapabilities">Those of the server's own greeting.</param>
    /// <param name="cancellationToken">Ends a login that takes too long.</param>
    /// <returns>The sequence id that the response went with.</returns>
    public async Task<byte> RespondAsync(ClientLogin login, CapabilityFlags serverCapabilities, CancellationToken cancellationToken)
    {
        byte sequence = 1;
        if (MustStartTls(serverCapabilities))
        {
            await server.Output.WriteAsync(LoginPackets.Packet(TlsRequest(login), sequence++), cancellationToken);
            await StartTlsAsync(cancellationToken);
        }
        if (AuthenticationRule.FindFault(AuthenticationRule.MethodOf(login.Response.AuthPluginName), login.Security, server.Security) is { } fault)
            throw new LoginException(SessionEndReason.LoginRefused, fault);
        await server.Output.WriteAsync(LoginPackets.Packet(Response(login), sequence), cancellationToken);
        return sequence;
    }

    private bool MustStartTls(CapabilityFlags serverCapabilities)
    {
        if (endpoint.Upstream.Tls == UpstreamTls.Disable)
            return false;
        if (serverCapabilities.HasFlag(CapabilityFlags.Ssl))
            return true;
        return endpoint.Upstream.Tls == UpstreamTls.Prefer
            ? false
            : throw Unreachable("the server does not offer the TLS that this endpoint requires (Upstream:Tls)");
    }

    private async Task StartTlsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await server.StartTlsAsync(endpoint.Upstream.TlsOptions(applicationProtocol: null), cancellationToken);
        }
        catch (AuthenticationException failure)
        {
            throw Unreachable("TLS with the server failed: " + failure.Message);
        }
    }

    private ReadOnlySpan<byte> TlsRequest(ClientLogin login)
    {
        HandshakeResponse41 response = login.Response;
        return new SslRequest(OfferedCapabilities.Agreed(response) | CapabilityFlags.Ssl, response.MaxPacketSize, response.CharacterSet).Write(_writer);
    }

    private ReadOnlySpan<byte> Response(ClientLogin login)
    {
        HandshakeResponse41 response = login.Response;
        CapabilityFlags capabilities = OfferedCapabilities.Agreed(response);
        if (server.Security == LinkSecurity.Tls)
            capabilities |= CapabilityFlags.Ssl;
        return (response with { Capabilities = capabilities }).Write(_writer);
    }

    private static LoginException Unreachable(string message) => new(SessionEndReason.ServerUnreachable, new SessionError(message));

    private static LoginException Refused(ErrPacket error) => new(
        SessionEndReason.LoginRefused, new SessionError(Encoding.UTF8.GetString(error.Message)) { ErrorCode = error.Code });
}
