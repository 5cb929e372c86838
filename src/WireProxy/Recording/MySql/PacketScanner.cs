using System.Buffers;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Recording.MySql;

/// <summary>
/// Finds the payloads in one side's recorded bytes, which come in runs of any length. Keeps a limited prefix of each, so a
/// session with any rows takes little memory.
/// </summary>
internal sealed class PacketScanner(int captureLimit)
{
    private readonly ArrayBufferWriter<byte> _captured = new();
    private readonly GatheredHeader _gathered = new(PacketHeader.Size);
    private PacketHeader _first;
    private PacketHeader _current;
    private State _state;
    private int _bodyLeft;
    private long _length;
    private long _start;

    /// <summary>Bytes taken so far: where the next byte stands in the stream.</summary>
    public long Offset { get; private set; }

    /// <summary>Where the payload that the next byte belongs to starts; <see cref="Offset"/> between payloads.</summary>
    public long PayloadStart => _state == State.Between && !_gathered.HasBegun ? Offset : _start;

    /// <summary>Takes bytes up to the end of a payload. False when all were taken and the payload goes on.</summary>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, out CapturedPacket packet)
    {
        if (TryReadWhole(ref bytes, out packet))
            return true;
        while (TryContinue(ref bytes))
        {
            if (_current.IsContinued)
                continue;
            packet = Packet(_first, _captured.WrittenSpan, _start, _length);
            _captured.ResetWrittenCount();
            _state = State.Between;
            return true;
        }
        return false;
    }

    /// <summary>Passes over the rows of a result that lie whole at the beginning; says how many.</summary>
    public int SkipWholeRows(ref ReadOnlySpan<byte> bytes, CapabilityFlags capabilities)
    {
        if (_state != State.Between || _gathered.HasBegun)
            return 0;
        int rows = 0;
        int at = 0;
        while (bytes.Length - at > PacketHeader.Size)
        {
            PacketHeader header = PacketHeader.Read(bytes[at..]);
            if (header.IsContinued || header.PayloadLength == 0 || bytes.Length - at < header.TotalLength
                || RowPacket.KindOf(header, bytes[at + PacketHeader.Size], capabilities) != RowPacketKind.Row)
                break;
            at += header.TotalLength;
            rows++;
        }
        Take(ref bytes, at);
        return rows;
    }

    private bool TryReadWhole(ref ReadOnlySpan<byte> bytes, out CapturedPacket packet)
    {
        packet = default;
        if (_state != State.Between || _gathered.HasBegun || bytes.Length < PacketHeader.Size)
            return false;
        PacketHeader header = PacketHeader.Read(bytes);
        if (header.IsContinued || bytes.Length < header.TotalLength)
            return false;
        _current = header;
        packet = Packet(header, bytes.Slice(PacketHeader.Size, Math.Min(header.PayloadLength, captureLimit)), Offset, header.PayloadLength);
        Take(ref bytes, header.TotalLength);
        return true;
    }

    /// <summary>True at the end of a packet.</summary>
    private bool TryContinue(ref ReadOnlySpan<byte> bytes)
    {
        if (_bodyLeft == 0 && !TryReadHeader(ref bytes))
            return false;
        int taken = Math.Min(bytes.Length, _bodyLeft);
        _captured.Write(bytes[..Math.Min(taken, captureLimit - _captured.WrittenCount)]);
        _bodyLeft -= taken;
        Take(ref bytes, taken);
        return _bodyLeft == 0;
    }

    private bool TryReadHeader(ref ReadOnlySpan<byte> bytes)
    {
        if (_state == State.Between && !_gathered.HasBegun)
            _start = Offset;
        bool isWhole = _gathered.TryTake(bytes, out int taken, out ReadOnlySpan<byte> header);
        Take(ref bytes, taken);
        if (!isWhole)
            return false;
        _current = PacketHeader.Read(header);
        if (_state == State.Between)
            (_first, _length) = (_current, 0);
        _state = State.Inside;
        _length += _current.PayloadLength;
        _bodyLeft = _current.PayloadLength;
        return true;
    }

    private void Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        bytes = bytes[count..];
        Offset += count;
    }

    private CapturedPacket Packet(PacketHeader first, ReadOnlySpan<byte> payload, long start, long length) => new()
    {
        Header = first,
        LastSequence = _current.Sequence,
        Offset = start,
        Length = length,
        Payload = payload,
    };

    private enum State : byte
    {
        Between,
        Inside,
    }
}
