using System.Text;

namespace WireProxy.Sql.Parsing.Postgres.Bodies;

/// <summary>Reads one backslash escape of an <c>E'...'</c> literal.</summary>
internal static class LiteralEscape
{
    /// <summary>
    /// Writes what the escape at <paramref name="at"/> stands for and goes past it. False where the server refuses it, for bytes
    /// beyond ASCII, which mean what the server's own encoding says, and for what versions read differently.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> literal, ref int at, Span<byte> value, ref int written)
    {
        if (literal.Length - at < 2)
            return false;
        byte letter = literal[at + 1];
        at += 2;
        switch (letter)
        {
            case (byte)'u':
                return TryCharacter(literal, ref at, 4, value, ref written);
            case (byte)'U':
                return TryCharacter(literal, ref at, 8, value, ref written);
            case (byte)'x' when Digits(literal[at..], 2, 16, out int code) is > 0 and var digits:
                at += digits;
                value[written++] = (byte)code;
                return code is > 0 and < 0x80;
            case >= (byte)'0' and <= (byte)'7':
                at += Digits(literal[(at - 1)..], 3, 8, out int number) - 1;
                value[written++] = (byte)number;
                return number is > 0 and < 0x80;
            // The letter to version 15, a vertical tab to version 18.
            case (byte)'v':
                return false;
        }
        value[written++] = letter switch
        {
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            _ => letter,
        };
        return true;
    }

    /// <summary><c>\u0061</c> and <c>\U00000061</c>; the halves of a pair are two escapes.</summary>
    private static bool TryCharacter(ReadOnlySpan<byte> literal, ref int at, int digits, Span<byte> value, ref int written)
    {
        if (Digits(literal[at..], digits, 16, out int code) != digits)
            return false;
        at += digits;
        if (code is >= 0xD800 and < 0xDC00)
        {
            if (!literal[at..].StartsWith("\\u"u8) || Digits(literal[(at + 2)..], 4, 16, out int low) != 4)
                return false;
            at += 6;
            return TryWritePair(code, low, value, ref written);
        }
        return TryWrite(code, value, ref written);
    }

    /// <summary>Writes a character by the halves of its pair.</summary>
    public static bool TryWritePair(int high, int low, Span<byte> value, ref int written) =>
        low is >= 0xDC00 and <= 0xDFFF && TryWrite(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00), value, ref written);

    /// <summary>Writes a character by its code. False for what is none.</summary>
    public static bool TryWrite(int code, Span<byte> value, ref int written)
    {
        if (code == 0 || !Rune.IsValid(code))
            return false;
        written += new Rune(code).EncodeToUtf8(value[written..]);
        return true;
    }

    public static int Digits(ReadOnlySpan<byte> text, int most, int radix, out int value)
    {
        value = 0;
        int count = 0;
        while (count < most && count < text.Length && char.IsAsciiHexDigit((char)text[count]))
        {
            int digit = char.IsAsciiDigit((char)text[count]) ? text[count] - '0' : (text[count] | 0x20) - 'a' + 10;
            if (digit >= radix)
                break;
            value = unchecked((value * radix) + digit);
            count++;
        }
        return count;
    }
}
