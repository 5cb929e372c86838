using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using WireProxy.Configuration;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Transport;

namespace WireProxy.Sessions.Postgres.Login;

/// <summary>
/// The part of a connection before its StartupMessage: SSLRequest, GSSENCRequest, direct TLS (protocols reference 1.B).
/// </summary>
internal sealed class ClientGreeting(WireConnection client, SessionEndpoint endpoint)
{
    private const byte TlsHandshakeRecord = 0x16;

    private readonly ArrayBufferWriter<byte> _fromClient = new(StartupPacket.HeaderSize);
    private readonly ArrayBufferWriter<byte> _toClient = new(1);
    private bool _gssAsked;

    /// <summary>Null when the client left, or sent what the server would drop without an answer.</summary>
    public async Task<ClientStartup?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await FirstByteAsync(cancellationToken) == TlsHandshakeRecord && !await AcceptDirectTlsAsync(cancellationToken))
            return null;
        while (await ReadPacketAsync(cancellationToken) is { } packet)
        {
            switch (StartupPacket.Read(packet).Request)
            {
                case StartupRequest.Tls when client.Security == LinkSecurity.Plain:
                    if (!await AnswerTlsRequestAsync(packet, cancellationToken))
                        return null;
                    break;
                // Inside TLS, or asked twice, these are protocol versions that do not exist.
                case StartupRequest.GssEncryption when client.Security == LinkSecurity.Plain && !_gssAsked:
                    _gssAsked = true;
                    if (!await DeclineAsync(packet, cancellationToken))
                        return null;
                    break;
                case StartupRequest.Startup when MustUseTls:
                    throw new LoginException(
                        SessionEndReason.LoginRefused,
                        new SessionError("this endpoint accepts TLS connections only") { Hint = "connect with sslmode=require" });
                default:
                    return new ClientStartup(packet, _fromClient.WrittenSpan.ToArray(), _toClient.WrittenSpan.ToArray());
            }
        }
        return null;
    }

    private bool MustUseTls => endpoint.Options.ClientTls.Mode == ClientTlsMode.Require && client.Security == LinkSecurity.Plain;

    private async Task<byte?> FirstByteAsync(CancellationToken cancellationToken)
    {
        ReadResult read = await client.Input.ReadAtLeastAsync(1, cancellationToken);
        byte? first = read.Buffer.IsEmpty ? null : read.Buffer.FirstSpan[0];
        client.Input.AdvanceTo(read.Buffer.Start);
        return first;
    }

    private async Task<bool> AcceptDirectTlsAsync(CancellationToken cancellationToken)
    {
        if (endpoint.Certificate is not { } certificate)
            return false;
        SslStream tls = await client.AcceptTlsAsync(certificate.Options(PostgresConnection.ApplicationProtocol), cancellationToken);
        // Without ALPN another protocol's TLS could be talked into ours (ALPACA).
        return tls.NegotiatedApplicationProtocol.ToString() == PostgresConnection.ApplicationProtocol;
    }

    private async Task<bool> AnswerTlsRequestAsync(byte[] packet, CancellationToken cancellationToken)
    {
        if (endpoint.Certificate is not { } certificate)
            return await DeclineAsync(packet, cancellationToken);
        await AnswerAsync(packet, (byte)'S', cancellationToken);
        await client.AcceptTlsAsync(certificate.Options(PostgresConnection.ApplicationProtocol), cancellationToken);
        return true;
    }

    /// <summary>
    /// Says no to encryption. False when more had come behind the request: whoever sends before the answer is not the
    /// client that asked, or is none (CVE-2021-23214).
    /// </summary>
    private async Task<bool> DeclineAsync(byte[] packet, CancellationToken cancellationToken)
    {
        if (client.Input.TryRead(out ReadResult early))
        {
            client.Input.AdvanceTo(early.Buffer.Start);
            return false;
        }
        await AnswerAsync(packet, (byte)'N', cancellationToken);
        return true;
    }

    private async Task AnswerAsync(byte[] packet, byte answer, CancellationToken cancellationToken)
    {
        _fromClient.Write(packet);
        _toClient.Write([answer]);
        await client.Output.WriteAsync(new[] { answer }, cancellationToken);
    }

    private async Task<byte[]?> ReadPacketAsync(CancellationToken cancellationToken)
    {
        ReadResult read = await client.Input.ReadAtLeastAsync(StartupPacket.HeaderSize, cancellationToken);
        if (read.Buffer.Length < StartupPacket.HeaderSize)
            return null;
        StartupPacket header = StartupPacket.Read(read.Buffer.Slice(0, StartupPacket.HeaderSize).ToArray());
        if (!header.IsLengthValid)
            return null;
        client.Input.AdvanceTo(read.Buffer.Start);

        read = await client.Input.ReadAtLeastAsync(header.Length, cancellationToken);
        if (read.Buffer.Length < header.Length)
            return null;
        ReadOnlySequence<byte> packet = read.Buffer.Slice(0, header.Length);
        byte[] copy = packet.ToArray();
        client.Input.AdvanceTo(packet.End);
        return copy;
    }
}
