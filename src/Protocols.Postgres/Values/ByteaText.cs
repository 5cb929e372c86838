using System.Buffers;

namespace WireProxy.Protocols.Postgres.Values;

/// <summary>
/// The text forms of bytea: <c>\x</c> and hexadecimal, or escape (<c>\\</c>, <c>\ooo</c>, other bytes as they are). The
/// escape form never starts with <c>\x</c>.
/// </summary>
public static class ByteaText
{
    /// <summary>Decodes into <paramref name="destination"/>, which is at least as long; -1 when the text is malformed.</summary>
    public static int Decode(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        if (!text.StartsWith(@"\x"u8))
            return DecodeEscapes(text, destination);
        OperationStatus status = Convert.FromHexString(text[2..], destination, out _, out int written);
        return status == OperationStatus.Done ? written : -1;
    }

    private static int DecodeEscapes(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        int written = 0;
        while (!text.IsEmpty)
        {
            int run = text.IndexOf((byte)'\\');
            if (run < 0)
                run = text.Length;
            text[..run].CopyTo(destination[written..]);
            written += run;
            text = text[run..];
            if (text.IsEmpty)
                break;
            int length = EscapeAt(text, out destination[written]);
            if (length == 0)
                return -1;
            written++;
            text = text[length..];
        }
        return written;
    }

    /// <summary>The length of the escape at the start of the text, 0 when it is none.</summary>
    private static int EscapeAt(ReadOnlySpan<byte> text, out byte value)
    {
        value = (byte)'\\';
        if (text.StartsWith(@"\\"u8))
            return 2;
        if (text.Length < 4 || text[1] is < (byte)'0' or > (byte)'3'
            || text[2] is < (byte)'0' or > (byte)'7' || text[3] is < (byte)'0' or > (byte)'7')
            return 0;
        value = (byte)(((text[1] - '0') << 6) | ((text[2] - '0') << 3) | (text[3] - '0'));
        return 4;
    }
}
