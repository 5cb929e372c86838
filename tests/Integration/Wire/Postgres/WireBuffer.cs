using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace WireProxy.Integration.Wire.Postgres;

/// <summary>Big-endian bytes under construction. Written apart from the product's own writer, so that one can not hide the other's mistake.</summary>
internal sealed class WireBuffer
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public WireBuffer Byte(byte value)
    {
        return Raw([value]);
    }

    public WireBuffer Int16(int value)
    {
        Span<byte> word = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(word, unchecked((ushort)value));
        return Raw(word);
    }

    public WireBuffer Int32(int value)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, value);
        return Raw(word);
    }

    public WireBuffer Raw(ReadOnlySpan<byte> value)
    {
        _bytes.Write(value);
        return this;
    }

    public WireBuffer Text(string value) => Raw(Encoding.UTF8.GetBytes(value)).Byte(0);

    /// <summary>A length word and the bytes; null is -1.</summary>
    public WireBuffer Value(byte[]? value) => value is null ? Int32(-1) : Int32(value.Length).Raw(value);

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>The body behind a code byte and its length word.</summary>
    public byte[] ToFrame(char code) => [(byte)code, .. ToUntypedFrame()];

    /// <summary>The body behind a length word only.</summary>
    public byte[] ToUntypedFrame() => new WireBuffer().Int32(_bytes.WrittenCount + 4).Raw(_bytes.WrittenSpan).ToArray();
}
