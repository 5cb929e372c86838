using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace WireProxy.Sql.Lexing;

/// <summary>Reads the name that an identifier token stands for, as the server will look it up.</summary>
internal static class PostgresName
{
    /// <summary>NAMEDATALEN - 1.</summary>
    private const int LongestName = 63;

    /// <summary>Null where the server would refuse the token, or reads bytes that are not UTF-8 in a way not known here.</summary>
    public static string? Read(ReadOnlySpan<byte> text, Token token)
    {
        ReadOnlySpan<byte> spelling = text.Slice(token.Start, token.Length);
        return token.Kind switch
        {
            TokenKind.Word => Word(spelling),
            TokenKind.QuotedWord => Quoted(spelling[1..^1]),
            TokenKind.UnicodeWord => Unicode(spelling),
            _ => null,
        };
    }

    /// <summary>Whether the token spells this lower-case ASCII name; allocates nothing for the usual spellings.</summary>
    public static bool Is(ReadOnlySpan<byte> text, Token token, string name)
    {
        ReadOnlySpan<byte> spelling = text.Slice(token.Start, token.Length);
        return token.Kind switch
        {
            TokenKind.Word => Ascii.EqualsIgnoreCase(spelling, name),
            TokenKind.QuotedWord => Ascii.Equals(spelling[1..^1], name),
            TokenKind.UnicodeWord => Unicode(spelling) == name,
            _ => false,
        };
    }

    private static string? Word(ReadOnlySpan<byte> spelling)
    {
        ReadOnlySpan<byte> name = Truncate(spelling);
        if (!Utf8.IsValid(name))
            return null;
        return string.Create(Encoding.UTF8.GetCharCount(name), name, static (characters, bytes) =>
        {
            Encoding.UTF8.GetChars(bytes, characters);
            foreach (ref char character in characters)
            {
                if (character is >= 'A' and <= 'Z')
                    character = (char)(character | 0x20);
            }
        });
    }

    private static string? Quoted(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return null;
        if (body.Contains((byte)'"'))
            return Truncated(Encoding.Latin1.GetString(body).Replace("\"\"", "\"", StringComparison.Ordinal));
        ReadOnlySpan<byte> name = Truncate(body);
        return Utf8.IsValid(name) ? Encoding.UTF8.GetString(name) : null;
    }

    /// <summary>Takes the bytes as Latin-1 characters, so that doubled quotes can be undone before they are decoded.</summary>
    private static string? Truncated(string bytesAsCharacters)
    {
        ReadOnlySpan<byte> name = Truncate(Encoding.Latin1.GetBytes(bytesAsCharacters));
        return Utf8.IsValid(name) ? Encoding.UTF8.GetString(name) : null;
    }

    private static ReadOnlySpan<byte> Truncate(ReadOnlySpan<byte> name)
    {
        if (name.Length <= LongestName)
            return name;
        int end = LongestName;
        while (end > 0 && (name[end] & 0xC0) == 0x80)
            end--;
        return name[..end];
    }

    /// <summary><c>U&amp;"d\0061t\+000061"</c>, with <c>UESCAPE 'c'</c> part of the token.</summary>
    private static string? Unicode(ReadOnlySpan<byte> spelling)
    {
        char escape = '\\';
        int close = spelling.Length - 1;
        if (spelling[^1] == '\'')
        {
            escape = (char)spelling[^2];
            close = spelling[..^3].LastIndexOf((byte)'"');
        }
        ReadOnlySpan<byte> body = spelling[3..close];
        if (!Utf8.IsValid(body))
            return null;
        string? name = Unescape(Encoding.UTF8.GetString(body).Replace("\"\"", "\"", StringComparison.Ordinal), escape);
        return name is { Length: > 0 } ? Encoding.UTF8.GetString(Truncate(Encoding.UTF8.GetBytes(name))) : null;
    }

    private static string? Unescape(string body, char escape)
    {
        var name = new StringBuilder(body.Length);
        for (int at = 0; at < body.Length;)
        {
            if (body[at] != escape)
            {
                name.Append(body[at++]);
                continue;
            }
            if (at + 1 < body.Length && body[at + 1] == escape)
            {
                name.Append(escape);
                at += 2;
                continue;
            }
            bool isLong = at + 1 < body.Length && body[at + 1] == '+';
            int digits = isLong ? 6 : 4;
            int start = at + (isLong ? 2 : 1);
            if (digits > body.Length - start
                || !int.TryParse(body.AsSpan(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code)
                || code is 0 or > 0x10FFFF)
                return null;
            AppendCode(name, code);
            at = start + digits;
        }
        return name.ToString();
    }

    /// <summary>Surrogate pairs may be written as two escapes, so a half is appended as it is.</summary>
    private static void AppendCode(StringBuilder name, int code)
    {
        if (code <= 0xFFFF)
            name.Append((char)code);
        else
            name.Append(char.ConvertFromUtf32(code));
    }
}
