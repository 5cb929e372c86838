using System.Buffers.Binary;
using System.Text;

namespace WireProxy.Protocols.Postgres.Tests.Messages;

/// <summary>Builds message bodies byte by byte, independently of the writers under test.</summary>
internal sealed class Body
{
    private readonly List<byte> _bytes = [];

    public Body Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public Body Int16(int value) => Raw((byte)(value >> 8), (byte)value);

    public Body Int32(long value)
    {
        byte[] word = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(word, unchecked((uint)value));
        return Raw(word);
    }

    public Body CString(string value) => Raw(Encoding.UTF8.GetBytes(value)).Raw(0);

    public Body Field(string name, uint table, int attribute, uint type, int length, int modifier, int format) =>
        CString(name).Int32(table).Int16(attribute).Int32(type).Int16(length).Int32(modifier).Int16(format);

    public Body Value(string? value) =>
        value is null ? Int32(-1) : Value(Encoding.UTF8.GetBytes(value));

    public Body Value(byte[] value) => Int32(value.Length).Raw(value);

    public byte[] ToArray() => [.. _bytes];
}
