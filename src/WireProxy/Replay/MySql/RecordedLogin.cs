using WireProxy.Audit.Records;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Recording.MySql;

namespace WireProxy.Replay.MySql;

/// <summary>
/// The start of a recorded session up to the OK or ERR that ends the login. Its secrets are zeros, so it can not be repeated; a
/// driver gets the same outcome without authentication.
/// </summary>
internal sealed class RecordedLogin
{
    private const int CaptureLimit = 192 << 10;

    private readonly PacketScanner _client = new(CaptureLimit);
    private readonly PacketScanner _server = new(CaptureLimit);

    /// <summary>The payload of the server's first packet: its greeting, or a refusal.</summary>
    public byte[]? Greeting { get; private set; }

    /// <summary>What client and server agreed on.</summary>
    public CapabilityFlags? Capabilities { get; private set; }

    /// <summary>The payload of the client's response; its proof of a password is zeros.</summary>
    public byte[]? Response { get; private set; }

    /// <summary>The payload that ends the login, an OK or ERR packet.</summary>
    public byte[]? Outcome { get; private set; }

    public bool IsOver => Outcome is not null;

    /// <summary>Client bytes that belong to it.</summary>
    public long ClientBytes { get; private set; }

    /// <summary>Whether the client had asked for TLS.</summary>
    public TransportSecurity Security { get; private set; }

    /// <summary>What the greeting offered.</summary>
    public CapabilityFlags Offered =>
        Greeting is not { } greeting || greeting is [ErrPacket.Header, ..] ? CapabilityFlags.None : HandshakeV10.Read(greeting).Capabilities;

    /// <summary>Takes a record; returns the server bytes of it that come after the login.</summary>
    public ReadOnlyMemory<byte> Read(StoredRecord record)
    {
        ReadOnlySpan<byte> rest = record.Bytes.Span;
        if (record.Kind == RecordKind.ClientBytes)
        {
            ClientBytes += record.Bytes.Length;
            while (_client.TryRead(ref rest, out CapturedPacket packet))
                ReadClient(packet.Payload);
        }
        if (record.Kind != RecordKind.ServerBytes)
            return default;
        while (!IsOver && _server.TryRead(ref rest, out CapturedPacket packet))
            ReadServer(packet.Payload);
        return IsOver ? record.Bytes[^rest.Length..] : default;
    }

    private void ReadClient(ReadOnlySpan<byte> payload)
    {
        if (Capabilities is not null)
            return;
        if (SslRequest.Matches(payload))
            Security = TransportSecurity.Tls;
        else
            ReadResponse(payload);
    }

    private void ReadResponse(ReadOnlySpan<byte> payload)
    {
        Response = payload.ToArray();
        Capabilities = SharedCapabilities.Of(HandshakeResponse41.Read(payload, Offered, Security));
    }

    private void ReadServer(ReadOnlySpan<byte> payload)
    {
        if (Greeting is null)
        {
            Greeting = payload.ToArray();
            if (payload is [ErrPacket.Header, ..])
                Outcome = Greeting;
        }
        else if (payload is [OkPacket.OkHeader or ErrPacket.Header, ..])
        {
            Outcome = payload.ToArray();
        }
    }
}
