using System.Buffers;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Benchmarks;

/// <summary>DataRow frames of four columns (id, name, card, note), as many as a 64 KiB read holds.</summary>
internal static class RowStream
{
    public const int Size = 64 * 1024;

    /// <param name="noteLength">Bytes of the last column: what makes rows short or long.</param>
    public static byte[] Create(int noteLength)
    {
        var writer = new MessageWriter();
        byte[] note = new byte[noteLength];
        Array.Fill(note, (byte)'n');
        var stream = new ArrayBufferWriter<byte>(Size);
        while (true)
        {
            writer.Begin(BackendMessageCode.DataRow).Int16(4);
            Value(writer, "123456"u8);
            Value(writer, "Anna Maria Example"u8);
            Value(writer, "4111-1111-1111-1111"u8);
            Value(writer, note);
            ReadOnlySpan<byte> frame = writer.End();
            if (stream.WrittenCount + frame.Length > Size)
                return stream.WrittenSpan.ToArray();
            stream.Write(frame);
        }
    }

    private static void Value(MessageWriter writer, ReadOnlySpan<byte> value) => writer.Int32(value.Length).Bytes(value);
}
