using System.Buffers.Binary;
using System.Text;

namespace WireProxy.Protocols.MySql.Tests.Framing;

/// <summary>Builds payloads byte by byte, independently of the writers under test.</summary>
internal sealed class Body
{
    private readonly List<byte> _bytes = [];

    public Body Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public Body Int16(int value) => Raw((byte)value, (byte)(value >> 8));

    public Body Int32(long value)
    {
        byte[] word = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(word, unchecked((uint)value));
        return Raw(word);
    }

    public Body NulString(string value) => Raw(Encoding.UTF8.GetBytes(value)).Raw(0);

    /// <summary>A text of less than 251 bytes behind its length, or the marker of NULL.</summary>
    public Body Value(string? value) => value is null ? Raw(0xFB) : Value(Encoding.UTF8.GetBytes(value));

    public Body Value(byte[] value)
    {
        if (value.Length < 251)
            Raw((byte)value.Length);
        else if (value.Length < 0x1_0000)
            Raw(0xFC).Int16(value.Length);
        else
            Raw(0xFD, (byte)value.Length, (byte)(value.Length >> 8), (byte)(value.Length >> 16));
        return Raw(value);
    }

    public byte[] ToArray() => [.. _bytes];
}
