using System.Buffers.Binary;

namespace WireProxy.Protocols.MySql.Framing;

/// <summary>
/// A cursor over one payload: the only place that knows byte order and length encoding (protocols reference 2.A).
/// Every overrun is a <see cref="MySqlProtocolException"/>, as is a payload that was not consumed exactly (<see cref="End"/>).
/// </summary>
public ref struct PayloadReader(ReadOnlySpan<byte> payload)
{
    /// <summary>In place of a length: the value is NULL.</summary>
    public const byte NullMarker = 0xFB;

    private const byte TwoByteMarker = 0xFC;
    private const byte ThreeByteMarker = 0xFD;
    private const byte EightByteMarker = 0xFE;

    private readonly int _length = payload.Length;
    private ReadOnlySpan<byte> _rest = payload;

    public readonly int Remaining => _rest.Length;

    /// <summary>Bytes read so far.</summary>
    public readonly int Position => _length - _rest.Length;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte ReadByte()
    {
        byte value = Need(1)[0];
        _rest = _rest[1..];
        return value;
    }

    public ushort ReadUInt16()
    {
        ushort value = BinaryPrimitives.ReadUInt16LittleEndian(Need(2));
        _rest = _rest[2..];
        return value;
    }

    public int ReadUInt24()
    {
        ReadOnlySpan<byte> bytes = Need(3);
        int value = bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
        _rest = _rest[3..];
        return value;
    }

    public uint ReadUInt32()
    {
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(Need(4));
        _rest = _rest[4..];
        return value;
    }

    public ulong ReadUInt64()
    {
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(Need(8));
        _rest = _rest[8..];
        return value;
    }

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        ReadOnlySpan<byte> value = Need(count)[..count];
        _rest = _rest[count..];
        return value;
    }

    /// <summary>Everything up to the end, which may be nothing.</summary>
    public ReadOnlySpan<byte> ReadRest()
    {
        ReadOnlySpan<byte> value = _rest;
        _rest = default;
        return value;
    }

    /// <summary>One byte below 0xFB, or a marker and 2, 3 or 8 bytes. NULL and 0xFF are no integers.</summary>
    public ulong ReadLengthEncodedInteger() => ReadByte() switch
    {
        < NullMarker and byte value => value,
        TwoByteMarker => ReadUInt16(),
        ThreeByteMarker => (ulong)ReadUInt24(),
        EightByteMarker => ReadUInt64(),
        byte first => throw new MySqlProtocolException($"0x{first:x2} starts no length-encoded integer"),
    };

    public ReadOnlySpan<byte> ReadLengthEncodedString()
    {
        ulong length = ReadLengthEncodedInteger();
        // Compared before it is narrowed: the eight-byte form can name more than any span holds.
        if (length > (ulong)_rest.Length)
            throw Overrun();
        return ReadBytes((int)length);
    }

    /// <summary>A length-encoded string or the marker of NULL; text rows only.</summary>
    public ReadOnlySpan<byte> ReadNullableString(out bool isNull)
    {
        isNull = Need(1)[0] == NullMarker;
        if (!isNull)
            return ReadLengthEncodedString();
        _rest = _rest[1..];
        return default;
    }

    /// <summary>Bytes up to the next NUL, which is consumed.</summary>
    public ReadOnlySpan<byte> ReadNulString()
    {
        int end = _rest.IndexOf((byte)0);
        if (end < 0)
            throw new MySqlProtocolException("string without its NUL in packet");
        ReadOnlySpan<byte> value = _rest[..end];
        _rest = _rest[(end + 1)..];
        return value;
    }

    /// <summary>A byte that the message must have here.</summary>
    public void Expect(byte value)
    {
        byte found = ReadByte();
        if (found != value)
            throw new MySqlProtocolException($"0x{found:x2} in packet where 0x{value:x2} belongs");
    }

    /// <summary>
    /// Refuses bytes that nobody read. A proxy that stopped earlier than the server could be made to judge less than
    /// what runs.
    /// </summary>
    public readonly void End()
    {
        if (_rest.Length != 0)
            throw new MySqlProtocolException($"{_rest.Length} extra bytes at the end of the packet");
    }

    private readonly ReadOnlySpan<byte> Need(int count)
    {
        if ((uint)count > (uint)_rest.Length)
            throw Overrun();
        return _rest;
    }

    private static MySqlProtocolException Overrun() => new("packet ends inside a field");
}
