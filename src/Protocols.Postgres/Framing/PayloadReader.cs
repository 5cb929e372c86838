using System.Buffers.Binary;
using System.Text;

namespace WireProxy.Protocols.Postgres.Framing;

/// <summary>
/// A cursor over one message body: the only place that knows byte order and C strings. Every overrun is a
/// <see cref="PostgresProtocolException"/>, as is a body that was not consumed exactly (<see cref="End"/>).
/// </summary>
public ref struct PayloadReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    public readonly int Remaining => _rest.Length;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte ReadByte()
    {
        byte value = Need(1)[0];
        _rest = _rest[1..];
        return value;
    }

    public short ReadInt16()
    {
        short value = BinaryPrimitives.ReadInt16BigEndian(Need(2));
        _rest = _rest[2..];
        return value;
    }

    /// <summary>Counts are Int16 on the wire and unsigned in the server.</summary>
    public int ReadCount() => (ushort)ReadInt16();

    public int ReadInt32()
    {
        int value = BinaryPrimitives.ReadInt32BigEndian(Need(4));
        _rest = _rest[4..];
        return value;
    }

    public uint ReadUInt32() => (uint)ReadInt32();

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        ReadOnlySpan<byte> value = Need(count)[..count];
        _rest = _rest[count..];
        return value;
    }

    /// <summary>A length word and that many bytes; <c>-1</c> is NULL.</summary>
    public ReadOnlySpan<byte> ReadValue(out bool isNull)
    {
        int length = ReadInt32();
        isNull = length == -1;
        if (isNull)
            return default;
        if (length < 0)
            throw new PostgresProtocolException($"invalid value length {length}");
        return ReadBytes(length);
    }

    /// <summary>Bytes up to the next NUL, which is consumed.</summary>
    public ReadOnlySpan<byte> ReadCString()
    {
        int end = _rest.IndexOf((byte)0);
        if (end < 0)
            throw new PostgresProtocolException("invalid string in message");
        ReadOnlySpan<byte> value = _rest[..end];
        _rest = _rest[(end + 1)..];
        return value;
    }

    /// <summary>The same as text; names and settings are UTF-8 or ASCII on every server the proxy admits.</summary>
    public string ReadString() => Encoding.UTF8.GetString(ReadCString());

    /// <summary>
    /// Refuses bytes that nobody read. The server does the same; a proxy that stopped earlier than the server could be
    /// made to judge less than what runs.
    /// </summary>
    public readonly void End()
    {
        if (_rest.Length != 0)
            throw new PostgresProtocolException("invalid message format");
    }

    private readonly ReadOnlySpan<byte> Need(int count)
    {
        if ((uint)count > (uint)_rest.Length)
            throw new PostgresProtocolException("insufficient data left in message");
        return _rest;
    }
}
