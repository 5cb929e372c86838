using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace WireProxy.Protocols.MySql.Framing;

/// <summary>Builds payloads, one at a time, between <see cref="Begin"/> and <see cref="End"/>.</summary>
public sealed class PayloadWriter
{
    private readonly ArrayBufferWriter<byte> _payload = new(256);

    public PayloadWriter Begin()
    {
        _payload.ResetWrittenCount();
        return this;
    }

    public PayloadWriter Byte(byte value)
    {
        _payload.GetSpan(1)[0] = value;
        _payload.Advance(1);
        return this;
    }

    public PayloadWriter UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_payload.GetSpan(2), value);
        _payload.Advance(2);
        return this;
    }

    public PayloadWriter UInt24(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_payload.GetSpan(4), value);
        _payload.Advance(3);
        return this;
    }

    public PayloadWriter UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_payload.GetSpan(4), value);
        _payload.Advance(4);
        return this;
    }

    public PayloadWriter UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_payload.GetSpan(8), value);
        _payload.Advance(8);
        return this;
    }

    public PayloadWriter Bytes(ReadOnlySpan<byte> value)
    {
        _payload.Write(value);
        return this;
    }

    public PayloadWriter Zeros(int count)
    {
        _payload.GetSpan(count)[..count].Clear();
        _payload.Advance(count);
        return this;
    }

    public PayloadWriter LengthEncodedInteger(ulong value)
    {
        _payload.Advance(LengthEncoding.Write(value, _payload.GetSpan(LengthEncoding.MaxSize)));
        return this;
    }

    public PayloadWriter LengthEncodedString(ReadOnlySpan<byte> value) =>
        LengthEncodedInteger((ulong)value.Length).Bytes(value);

    /// <exception cref="ArgumentException">The value holds a NUL: what follows it would pose as the next field.</exception>
    public PayloadWriter NulString(ReadOnlySpan<byte> value)
    {
        if (value.Contains((byte)0))
            throw new ArgumentException("a NUL-terminated string can not hold a NUL", nameof(value));
        return Bytes(value).Byte(0);
    }

    public PayloadWriter Text(string value)
    {
        Encoding.UTF8.GetBytes(value, _payload);
        return this;
    }

    /// <summary>The payload; valid until the next one begins.</summary>
    public ReadOnlySpan<byte> End() => _payload.WrittenSpan;
}
