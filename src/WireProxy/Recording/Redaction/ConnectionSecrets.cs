using System.Buffers;

namespace WireProxy.Recording.Redaction;

/// <summary>
/// Finds passwords in texts that are connection strings, in the pieces in which they come: <c>password=...</c>, <c>pwd=...</c>
/// and <c>scheme://user:password@host</c>. How a value ends depends on what parts the keys: where that is not clear, late.
/// </summary>
internal sealed class ConnectionSecrets
{
    private static readonly SearchValues<byte> Signs = SearchValues.Create("=:"u8);
    private static readonly SearchValues<byte> AuthorityEnds = SearchValues.Create(":@/?= \t\r\n;\""u8);
    private static readonly SearchValues<byte> UserInfoEnds = SearchValues.Create("@/ \t\r\n;\""u8);
    private static readonly SearchValues<byte> SpaceEnds = SearchValues.Create(" \t\r\n\\"u8);
    private static readonly SearchValues<byte> AmpersandEnds = SearchValues.Create("&# \t\r\n"u8);
    private static readonly SearchValues<byte> SemicolonEnds = SearchValues.Create(";"u8);

    private readonly RecentBytes _recent = new();
    private SearchValues<byte> _ends = SpaceEnds;
    private Place _place;
    private byte _quote;
    // Set by what has read a stretch of a password.
    private bool _isSecret;

    /// <summary>What comes now is, or begins, the value of a password.</summary>
    public bool IsAtValue => _place >= Place.BeforeValue;

    /// <summary>Another text begins.</summary>
    public void Begin()
    {
        _place = Place.Text;
        _recent.Clear();
    }

    /// <param name="content">A piece of the text.</param>
    /// <param name="offset">Where it is in the input.</param>
    /// <param name="secrets">Gets what was found; null where the piece must stay as it is.</param>
    public void Find(ReadOnlySpan<byte> content, int offset, SecretPlaces? secrets)
    {
        for (int at = 0; at < content.Length;)
        {
            int start = at;
            at = _place switch
            {
                Place.Text => Text(content, at),
                Place.Colon or Place.Slash => Scheme(content, at),
                Place.Authority => Authority(content, at),
                Place.UserInfo => UserInfo(content, at),
                Place.BeforeValue => BeforeValue(content, at),
                Place.Value => Value(content, at),
                Place.Escaped or Place.EscapedInQuotes => Escaped(at),
                Place.Quoted => Quoted(content, at),
                _ => AfterQuoted(content, at),
            };
            if (_isSecret)
                secrets?.Add(offset + start, at - start);
            _isSecret = false;
        }
        _recent.Add(content);
    }

    private int Text(ReadOnlySpan<byte> content, int at)
    {
        int found = content[at..].IndexOfAny(Signs);
        if (found < 0)
            return content.Length;
        int sign = at + found;
        if (content[sign] == ':')
            _place = Place.Colon;
        else if (IsPasswordKey(content[..sign]))
            _place = Place.BeforeValue;
        return sign + 1;
    }

    private int Scheme(ReadOnlySpan<byte> content, int at)
    {
        if (content[at] != '/')
        {
            _place = Place.Text;
            return at;
        }
        _place = _place == Place.Colon ? Place.Slash : Place.Authority;
        return at + 1;
    }

    private int Authority(ReadOnlySpan<byte> content, int at)
    {
        int length = content[at..].IndexOfAny(AuthorityEnds);
        if (length < 0)
            return content.Length;
        bool hasPassword = content[at + length] == ':';
        _place = hasPassword ? Place.UserInfo : Place.Text;
        return hasPassword ? at + length + 1 : at + length;
    }

    // A host's port has no @ behind it. Cut off, it may have.
    private int UserInfo(ReadOnlySpan<byte> content, int at)
    {
        int length = content[at..].IndexOfAny(UserInfoEnds);
        _isSecret = length < 0 || content[at + length] == '@';
        if (length >= 0)
            _place = Place.Text;
        return length < 0 ? content.Length : _isSecret ? at + length : at;
    }

    private int BeforeValue(ReadOnlySpan<byte> content, int at)
    {
        byte next = content[at];
        if (next is (byte)' ' or (byte)'\t')
            return at + 1;
        if (next is not ((byte)'\'' or (byte)'"'))
        {
            _place = Place.Value;
            return at;
        }
        _quote = next;
        _place = Place.Quoted;
        return at + 1;
    }

    private int Value(ReadOnlySpan<byte> content, int at)
    {
        int length = content[at..].IndexOfAny(_ends);
        _isSecret = length != 0;
        if (length < 0)
            return content.Length;
        if (length == 0)
        {
            _isSecret = content[at] == '\\';
            _place = _isSecret ? Place.Escaped : Place.Text;
        }
        return at + Math.Max(length, 1);
    }

    private int Escaped(int at)
    {
        _isSecret = true;
        _place = _place == Place.Escaped ? Place.Value : Place.Quoted;
        return at + 1;
    }

    private int Quoted(ReadOnlySpan<byte> content, int at)
    {
        int length = content[at..].IndexOfAny(_quote, (byte)'\\');
        _isSecret = length != 0;
        if (length < 0)
            return content.Length;
        if (length == 0)
        {
            // Between semicolons a backslash is a sign like others.
            _isSecret = content[at] == '\\';
            _place = !_isSecret ? Place.AfterQuoted : ReferenceEquals(_ends, SemicolonEnds) ? Place.Quoted : Place.EscapedInQuotes;
        }
        return at + Math.Max(length, 1);
    }

    // Doubled, the quote is a sign of the value.
    private int AfterQuoted(ReadOnlySpan<byte> content, int at)
    {
        _place = content[at] == _quote ? Place.Quoted : Place.Text;
        return _place == Place.Quoted ? at + 1 : at;
    }

    private bool IsPasswordKey(ReadOnlySpan<byte> before)
    {
        Span<byte> joined = stackalloc byte[128];
        before = before[^Math.Min(before.Length, joined.Length / 2)..];
        _recent.Span.CopyTo(joined);
        before.CopyTo(joined[_recent.Span.Length..]);
        ReadOnlySpan<byte> key = joined[..(_recent.Span.Length + before.Length)].TrimEnd(" \t"u8);
        if (!EndsWith(key, "password"u8) && !EndsWith(key, "pwd"u8) && !EndsWith(key, "passwd"u8))
            return false;
        int begin = key.Length;
        while (begin > 0 && (char.IsAsciiLetterOrDigit((char)key[begin - 1]) || key[begin - 1] is (byte)'_' or (byte)'-' or (byte)'.'))
            begin--;
        ReadOnlySpan<byte> parted = key[..begin].TrimEnd(" \t\r\n"u8);
        _ends = parted.EndsWith(";"u8) ? SemicolonEnds : parted.EndsWith("&"u8) || parted.EndsWith("?"u8) ? AmpersandEnds : SpaceEnds;
        return true;
    }

    private static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> end) =>
        text.Length >= end.Length && System.Text.Ascii.EqualsIgnoreCase(text[^end.Length..], end);

    private enum Place : byte
    {
        Text,
        Colon,
        Slash,
        Authority,
        UserInfo,
        BeforeValue,
        Value,
        Escaped,
        Quoted,
        EscapedInQuotes,
        AfterQuoted,
    }
}
