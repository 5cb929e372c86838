using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Postgres;

/// <summary>Values as the tables have them.</summary>
internal static class StoreValues
{
    // PostgreSQL's text can hold any character but NUL, which a client may put into a name.
    private const char Escape = '\uE000';
    private const char EscapedNul = '\uE001';

    public static byte[] Bytes(SessionId id)
    {
        byte[] bytes = new byte[SessionId.Size];
        id.Write(bytes);
        return bytes;
    }

    public static byte[] Bytes(LedgerId id)
    {
        byte[] bytes = new byte[LedgerId.Size];
        id.Write(bytes);
        return bytes;
    }

    public static byte[] Bytes(Digest digest)
    {
        byte[] bytes = new byte[Digest.Size];
        digest.Write(bytes);
        return bytes;
    }

    public static string? Text(string? text) => text is null || !text.AsSpan().ContainsAny('\0', Escape)
        ? text
        : text.Replace($"{Escape}", $"{Escape}{Escape}", StringComparison.Ordinal).Replace("\0", $"{Escape}{EscapedNul}", StringComparison.Ordinal);

    public static string? Original(string? text)
    {
        if (text is null || !text.Contains(Escape))
            return text;
        var original = new System.Text.StringBuilder();
        for (int at = 0; at < text.Length; at++)
        {
            bool isEscaped = text[at] == Escape && at + 1 < text.Length;
            char next = isEscaped ? text[++at] : text[at];
            original.Append(isEscaped && next == EscapedNul ? '\0' : next);
        }
        return original.ToString();
    }
}
