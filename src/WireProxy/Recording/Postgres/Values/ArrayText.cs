using System.Buffers;
using System.Globalization;
using System.Text;
using WireProxy.Protocols.Postgres;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Recording.Postgres.Values;

/// <summary>
/// The text of a binary array: Int32 dimensions, has-null flag, element type, then (Int32 length, lower bound) each, then elements.
/// </summary>
internal static class ArrayText
{
    private const int MaxDimensions = 6;

    private static readonly SearchValues<char> Quoted = SearchValues.Create(" \t\n\r\v\f{},\"\\");

    public static string? Of(uint element, ReadOnlySpan<byte> value)
    {
        try
        {
            var reader = new PayloadReader(value);
            int[] lengths = new int[Math.Clamp(reader.ReadInt32(), 0, MaxDimensions)];
            reader.ReadInt32();
            if (reader.ReadUInt32() != element)
                return null;
            if (lengths.Length == 0)
                return "{}";
            var text = new StringBuilder();
            ReadDimensions(ref reader, lengths, text);
            return HasRoom(lengths, reader.Remaining) && Append(ref reader, element, lengths, text) ? text.ToString() : null;
        }
        catch (PostgresProtocolException)
        {
            return null;
        }
    }

    private static void ReadDimensions(ref PayloadReader reader, int[] lengths, StringBuilder text)
    {
        var bounds = new StringBuilder();
        bool isOrdinary = true;
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = reader.ReadInt32();
            int lower = reader.ReadInt32();
            isOrdinary &= lower == 1;
            bounds.Append(CultureInfo.InvariantCulture, $"[{lower}:{(long)lower + lengths[i] - 1}]");
        }
        if (!isOrdinary)
            text.Append(bounds).Append('=');
    }

    // Each element takes a length word at least: a count that can not be true must not cost anything.
    private static bool HasRoom(int[] lengths, int remaining)
    {
        long room = remaining / sizeof(int);
        foreach (int length in lengths)
        {
            if (length <= 0 || length > room)
                return false;
            room /= length;
        }
        return true;
    }

    private static bool Append(ref PayloadReader reader, uint element, ReadOnlySpan<int> lengths, StringBuilder text)
    {
        text.Append('{');
        for (int i = 0; i < lengths[0]; i++)
        {
            if (i > 0)
                text.Append(',');
            bool isRead = lengths.Length > 1 ? Append(ref reader, element, lengths[1..], text) : AppendElement(ref reader, element, text);
            if (!isRead)
                return false;
        }
        text.Append('}');
        return true;
    }

    private static bool AppendElement(ref PayloadReader reader, uint element, StringBuilder text)
    {
        ReadOnlySpan<byte> value = reader.ReadValue(out bool isNull);
        if (isNull)
        {
            text.Append("NULL");
            return true;
        }
        if (ValueText.Of(element, FieldFormat.Binary, value) is not { } shown)
            return false;
        if (NeedsQuotes(shown))
            text.Append('"').Append(shown.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        else
            text.Append(shown);
        return true;
    }

    private static bool NeedsQuotes(string text) =>
        text.Length == 0 || text.Equals("NULL", StringComparison.OrdinalIgnoreCase) || text.AsSpan().ContainsAny(Quoted);
}
