using System.Buffers;
using System.Buffers.Binary;
using WireProxy.Audit.Records;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording.Postgres;

namespace WireProxy.Replay.Postgres;

/// <summary>
/// The start of a recorded session up to the first ReadyForQuery. Its secrets are zeros, so it can not be repeated; a
/// driver gets the same outcome without authentication.
/// </summary>
internal sealed class RecordedLogin
{
    private const int CaptureLimit = 64 << 10;

    // Authentication, length 8, code 0.
    private static readonly byte[] AuthenticationOk = [(byte)'R', 0, 0, 0, 8, 0, 0, 0, 0];

    private readonly FrameScanner _client = new(CaptureLimit) { Shape = FrameShape.Untyped };
    private readonly FrameScanner _server = new(CaptureLimit);
    private readonly ArrayBufferWriter<byte> _negotiation = new();
    private readonly ArrayBufferWriter<byte> _outcome = new();
    private int _encryptionRequests;

    /// <summary>Nothing of the session's own bytes comes before this.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Client bytes that belong to it.</summary>
    public long ClientBytes { get; private set; }

    /// <summary>What the client asked for; null before its StartupMessage.</summary>
    public StartupParameters? Parameters { get; private set; }

    /// <summary>What a driver is sent in its place.</summary>
    public byte[] Greeting =>
        IsOver ? [.. _negotiation.WrittenSpan, .. AuthenticationOk, .. _outcome.WrittenSpan] : [.. _negotiation.WrittenSpan, .. _outcome.WrittenSpan];

    /// <summary>Takes a record; returns the server bytes of it that come after the login.</summary>
    public ReadOnlyMemory<byte> Read(StoredRecord record)
    {
        if (record.Kind == RecordKind.ClientBytes)
        {
            ClientBytes += record.Bytes.Length;
            ReadClient(record.Bytes.Span);
        }
        if (record.Kind != RecordKind.ServerBytes)
            return default;
        ReadOnlySpan<byte> rest = record.Bytes.Span;
        for (; _encryptionRequests > 0 && !rest.IsEmpty; _encryptionRequests--)
            _server.Skip(ref rest, 1);
        while (!IsOver && _server.TryRead(ref rest, out CapturedFrame frame))
            Keep(frame);
        return IsOver ? record.Bytes[^rest.Length..] : default;
    }

    private void ReadClient(ReadOnlySpan<byte> bytes)
    {
        while (_client.Shape == FrameShape.Untyped && _client.TryRead(ref bytes, out CapturedFrame packet))
        {
            if (packet.Startup.Request is StartupRequest.Tls or StartupRequest.GssEncryption)
                _encryptionRequests++;
            else
                Start(packet);
        }
    }

    private void Start(in CapturedFrame packet)
    {
        _client.Shape = FrameShape.Typed;
        Parameters = StartupParameters.Parse(packet.Body);
    }

    private void Keep(in CapturedFrame frame)
    {
        var code = (BackendMessageCode)frame.Code;
        if (code == BackendMessageCode.Authentication)
            return;
        ArrayBufferWriter<byte> kept = code == BackendMessageCode.NegotiateProtocolVersion ? _negotiation : _outcome;
        Span<byte> header = kept.GetSpan(FrameHeader.Size);
        header[0] = frame.Code;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], frame.BodyLength + sizeof(int));
        kept.Advance(FrameHeader.Size);
        kept.Write(frame.Body);
        IsOver = code == BackendMessageCode.ReadyForQuery;
    }
}
