using System.Buffers;
using System.Text;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Sealing;

/// <summary>Writes the parts of a chunk: variable-length integers (7 bits a byte, low first) and length-prefixed UTF-8.</summary>
internal sealed class PartWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Clear() => _bytes.ResetWrittenCount();

    public void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    public void Unsigned(ulong value)
    {
        Span<byte> span = _bytes.GetSpan(10);
        int length = 0;
        for (; value >= 0x80; value >>= 7)
            span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        _bytes.Advance(length);
    }

    public void Count(int value) => Unsigned((ulong)value);

    /// <summary>Small numbers of either sign stay small: 0, -1, 1, -2 are written as 0, 1, 2, 3.</summary>
    public void Signed(long value) => Unsigned(((ulong)value << 1) ^ (ulong)(value >> 63));

    /// <summary>A byte 0 for null; else a byte 1 and the number.</summary>
    public void Optional(long? value)
    {
        if (value is { } known)
        {
            Byte(1);
            Signed(known);
        }
        else
        {
            Byte(0);
        }
    }

    public void Time(DateTimeOffset value) => Signed(RecordHeader.Microseconds(value));

    public void OptionalTime(DateTimeOffset? value) => Optional(value is { } known ? RecordHeader.Microseconds(known) : null);

    public void OptionalDuration(TimeSpan? value) => Optional(value is { } known ? known.Ticks / TimeSpan.TicksPerMicrosecond : null);

    public void Text(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Count(length);
        Encoding.UTF8.GetBytes(value, _bytes);
    }

    public void OptionalText(string? value)
    {
        Byte(value is null ? (byte)0 : (byte)1);
        if (value is not null)
            Text(value);
    }

    public void Bytes(ReadOnlySpan<byte> value) => _bytes.Write(value);
}
