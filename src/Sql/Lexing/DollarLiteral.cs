namespace WireProxy.Sql.Lexing;

/// <summary><c>$tag$ ... $tag$</c>, in which both dialects read nothing. What a tag may be is each dialect's own.</summary>
internal static class DollarLiteral
{
    /// <summary>The end of the literal at <paramref name="start"/>; -1 for an unterminated one.</summary>
    public static int End(ReadOnlySpan<byte> text, int start, int delimiterLength)
    {
        ReadOnlySpan<byte> delimiter = text.Slice(start, delimiterLength);
        int body = text[(start + delimiterLength)..].IndexOf(delimiter);
        return body < 0 ? -1 : start + delimiterLength + body + delimiterLength;
    }
}
