using System.Buffers;
using System.Buffers.Binary;

namespace WireProxy.Protocols.Postgres.Framing;

/// <summary>
/// The typed header of every message after start-up: <c>Byte1 code, Int32 length</c>, where the length counts itself
/// but not the code (protocol 3, "Message Formats").
/// </summary>
/// <param name="Code">The message code; its meaning depends on the direction.</param>
/// <param name="BodyLength">Bytes that follow the header.</param>
public readonly record struct FrameHeader(byte Code, int BodyLength)
{
    /// <summary>Bytes of code and length word.</summary>
    public const int Size = 5;

    /// <summary>Header and body, in bytes. Never overflows: the length word is at most <see cref="int.MaxValue"/>.</summary>
    public long TotalLength => (long)Size + BodyLength;

    /// <summary>Reads the header at the start of <paramref name="bytes"/>, which holds at least <see cref="Size"/> bytes.</summary>
    /// <exception cref="PostgresProtocolException">The length word is below 4.</exception>
    public static FrameHeader Read(ReadOnlySpan<byte> bytes)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(bytes[1..]);
        if (length < 4)
            throw new PostgresProtocolException($"invalid message length {length}");
        return new FrameHeader(bytes[0], length - 4);
    }

    /// <summary>Reads the header at the start of a sequence; false when fewer than <see cref="Size"/> bytes are there.</summary>
    public static bool TryRead(in ReadOnlySequence<byte> bytes, out FrameHeader header)
    {
        header = default;
        if (bytes.FirstSpan.Length >= Size)
        {
            header = Read(bytes.FirstSpan);
            return true;
        }
        if (bytes.Length < Size)
            return false;
        Span<byte> copy = stackalloc byte[Size];
        bytes.Slice(0, Size).CopyTo(copy);
        header = Read(copy);
        return true;
    }
}
