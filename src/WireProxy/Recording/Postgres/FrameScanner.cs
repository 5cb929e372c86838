using System.Buffers;
using WireProxy.Protocols.Postgres;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Recording.Postgres;

/// <summary>How the next message of a stream begins.</summary>
internal enum FrameShape : byte
{
    /// <summary>Int32 length, Int32 code: before login.</summary>
    Untyped,

    /// <summary>Byte1 code, Int32 length.</summary>
    Typed,
}

/// <summary>
/// Finds the messages in one side's recorded bytes, which come in runs of any length. Keeps a limited prefix of each body,
/// so a session with any rows takes little memory.
/// </summary>
internal sealed class FrameScanner(int captureLimit)
{
    private readonly ArrayBufferWriter<byte> _captured = new();
    private CapturedHeader? _header;
    private int _bodyLeft;
    private long _offset;

    public FrameShape Shape { get; set; } = FrameShape.Typed;

    /// <summary>Bytes taken so far: where the next byte stands in the stream.</summary>
    public long Offset => _offset;

    /// <summary>Where the message that the next byte belongs to starts; <see cref="Offset"/> between messages.</summary>
    public long FrameStart => _header?.Offset ?? _offset - _captured.WrittenCount;

    /// <summary>Takes bytes up to the end of a message. False when all were taken and the message goes on.</summary>
    /// <exception cref="PostgresProtocolException">A length word that no message can have.</exception>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, out CapturedFrame frame)
    {
        if (_header is null && TryReadWhole(ref bytes, out frame))
            return true;
        return TryContinue(ref bytes, out frame);
    }

    /// <summary>Passes over the messages of one code that lie whole at the beginning; says how many.</summary>
    public int SkipWhole(ref ReadOnlySpan<byte> bytes, byte code)
    {
        if (_header is not null || _captured.WrittenCount > 0 || Shape != FrameShape.Typed)
            return 0;
        int count = 0;
        int at = 0;
        while (bytes.Length - at >= FrameHeader.Size && bytes[at] == code)
        {
            int body = FrameHeader.Read(bytes[at..]).BodyLength;
            if (bytes.Length - at - FrameHeader.Size < body)
                break;
            at += FrameHeader.Size + body;
            count++;
        }
        Skip(ref bytes, at);
        return count;
    }

    /// <summary>Passes over bytes that are no message.</summary>
    public void Skip(ref ReadOnlySpan<byte> bytes, int count)
    {
        bytes = bytes[count..];
        _offset += count;
    }

    private int HeaderSize => Shape == FrameShape.Typed ? FrameHeader.Size : StartupPacket.HeaderSize;

    private bool TryReadWhole(ref ReadOnlySpan<byte> bytes, out CapturedFrame frame)
    {
        frame = default;
        if (_captured.WrittenCount > 0 || bytes.Length < HeaderSize)
            return false;
        CapturedHeader header = ReadHeader(bytes);
        if (bytes.Length - HeaderSize < header.BodyLength)
            return false;
        frame = Frame(header, bytes.Slice(HeaderSize, Math.Min(header.BodyLength, captureLimit)));
        Skip(ref bytes, HeaderSize + header.BodyLength);
        return true;
    }

    private bool TryContinue(ref ReadOnlySpan<byte> bytes, out CapturedFrame frame)
    {
        frame = default;
        if (_header is null && !TryBegin(ref bytes))
            return false;
        CapturedHeader header = _header!.Value;
        int taken = Math.Min(bytes.Length, _bodyLeft);
        _captured.Write(bytes[..Math.Min(taken, captureLimit - _captured.WrittenCount)]);
        _bodyLeft -= taken;
        Skip(ref bytes, taken);
        if (_bodyLeft > 0)
            return false;
        frame = Frame(header, _captured.WrittenSpan);
        _captured.ResetWrittenCount();
        _header = null;
        return true;
    }

    // The header itself may come in pieces; they are kept where the body is afterwards.
    private bool TryBegin(ref ReadOnlySpan<byte> bytes)
    {
        int taken = Math.Min(bytes.Length, HeaderSize - _captured.WrittenCount);
        _captured.Write(bytes[..taken]);
        Skip(ref bytes, taken);
        if (_captured.WrittenCount < HeaderSize)
            return false;
        CapturedHeader header = ReadHeader(_captured.WrittenSpan) with { Offset = _offset - HeaderSize };
        _header = header;
        _bodyLeft = header.BodyLength;
        _captured.ResetWrittenCount();
        return true;
    }

    private CapturedHeader ReadHeader(ReadOnlySpan<byte> bytes)
    {
        if (Shape == FrameShape.Typed)
        {
            FrameHeader typed = FrameHeader.Read(bytes);
            return new CapturedHeader(typed.Code, default, typed.BodyLength, _offset);
        }
        StartupPacket startup = StartupPacket.Read(bytes);
        if (!startup.IsLengthValid)
            throw new PostgresProtocolException($"invalid startup packet length {startup.Length}");
        return new CapturedHeader(0, startup, startup.Length - StartupPacket.HeaderSize, _offset);
    }

    private static CapturedFrame Frame(CapturedHeader header, ReadOnlySpan<byte> body) => new()
    {
        Code = header.Code,
        Startup = header.Startup,
        Offset = header.Offset,
        BodyLength = header.BodyLength,
        Body = body,
    };

    private readonly record struct CapturedHeader(byte Code, StartupPacket Startup, int BodyLength, long Offset);
}
