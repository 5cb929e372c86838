using System.Text;
using System.Text.Unicode;

namespace WireProxy.Sql.Lexing;

/// <summary>Reads what names and literals stand for. Names are kept as written: whether case matters is the server's setting.</summary>
internal static class MySqlName
{
    /// <summary>Null where the bytes are not UTF-8.</summary>
    public static string? Read(ReadOnlySpan<byte> text, MySqlToken token)
    {
        ReadOnlySpan<byte> spelling = text.Slice(token.Start, token.Length);
        if (!Utf8.IsValid(spelling))
            return null;
        return token.Kind switch
        {
            MySqlTokenKind.Word => Encoding.UTF8.GetString(spelling),
            MySqlTokenKind.QuotedWord => Unquoted(spelling),
            _ => null,
        };
    }

    /// <summary>
    /// The bytes of a plain literal: quotes off, doubled quotes and escapes resolved. Null for <c>N'..'</c> and for what
    /// is no literal.
    /// </summary>
    public static byte[]? Literal(ReadOnlySpan<byte> text, MySqlToken token, BackslashInLiteral backslash)
    {
        if (token.Kind != MySqlTokenKind.String || text[token.Start] is not ((byte)'\'' or (byte)'"'))
            return null;
        byte quote = text[token.Start];
        ReadOnlySpan<byte> body = text.Slice(token.Start + 1, token.Length - 2);
        var value = new byte[body.Length];
        int length = 0;
        for (int at = 0; at < body.Length; at++)
        {
            if (body[at] == '\\' && backslash == BackslashInLiteral.Escapes)
                length = Escape(body[++at], value, length);
            else
            {
                value[length++] = body[at];
                if (body[at] == quote)
                    at++;
            }
        }
        return value[..length];
    }

    private static string Unquoted(ReadOnlySpan<byte> spelling)
    {
        string body = Encoding.UTF8.GetString(spelling[1..^1]);
        string quote = ((char)spelling[0]).ToString();
        return body.Contains(quote, StringComparison.Ordinal) ? body.Replace(quote + quote, quote, StringComparison.Ordinal) : body;
    }

    /// <summary><c>\%</c> and <c>\_</c> keep their backslash; an unknown escape is the character itself.</summary>
    private static int Escape(byte escaped, byte[] value, int length)
    {
        if (escaped is (byte)'%' or (byte)'_')
            value[length++] = (byte)'\\';
        value[length++] = escaped switch
        {
            (byte)'0' => 0,
            (byte)'b' => (byte)'\b',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'Z' => 26,
            _ => escaped,
        };
        return length;
    }
}
