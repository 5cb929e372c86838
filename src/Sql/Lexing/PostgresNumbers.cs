namespace WireProxy.Sql.Lexing;

/// <summary>
/// Finds the ends of numbers. Letters right after one start the next token: older servers read <c>1from</c> so, newer
/// ones refuse it.
/// </summary>
internal static class PostgresNumbers
{
    public static int End(ReadOnlySpan<byte> text, int start)
    {
        int radix = RadixEnd(text, start);
        if (radix > 0)
            return radix;
        int at = DigitsEnd(text, start);
        // 1..10 is a range: two dots never belong to a number.
        if (at < text.Length && text[at] == '.' && !(at + 1 < text.Length && text[at + 1] == '.'))
            at = DigitsEnd(text, at + 1);
        return ExponentEnd(text, at);
    }

    private static int ExponentEnd(ReadOnlySpan<byte> text, int at)
    {
        if (at >= text.Length || (text[at] | 0x20) != 'e')
            return at;
        int digits = at + 1;
        if (digits < text.Length && text[digits] is (byte)'+' or (byte)'-')
            digits++;
        return digits < text.Length && PostgresCharacters.IsDigit(text[digits]) ? DigitsEnd(text, digits) : at;
    }

    /// <summary>0x1F, 0o17 and 0b11 of version 16; 0 where this is none of them.</summary>
    private static int RadixEnd(ReadOnlySpan<byte> text, int start)
    {
        if (text[start] != '0' || start + 2 >= text.Length)
            return 0;
        int at = start + 2;
        if (text[at] == '_')
            at++;
        int letter = text[start + 1] | 0x20;
        int end = at;
        while (end < text.Length && (IsRadixDigit(letter, text[end]) || text[end] == '_'))
            end++;
        return end > at ? end : 0;
    }

    private static bool IsRadixDigit(int letter, byte digit) => letter switch
    {
        'x' => PostgresCharacters.IsHexDigit(digit),
        'o' => digit is >= (byte)'0' and <= (byte)'7',
        'b' => digit is (byte)'0' or (byte)'1',
        _ => false,
    };

    /// <summary>Digits, and single underscores between digits (version 16).</summary>
    private static int DigitsEnd(ReadOnlySpan<byte> text, int start)
    {
        int at = start;
        while (at < text.Length && (PostgresCharacters.IsDigit(text[at])
            || (text[at] == '_' && at > start && at + 1 < text.Length && PostgresCharacters.IsDigit(text[at + 1]))))
            at++;
        return at;
    }
}
