using System.Buffers;

namespace WireProxy.Recording.Redaction;

/// <summary>Finds passwords in literals that are connection strings: <c>password=...</c>, <c>pwd=...</c> and <c>scheme://user:password@host</c>.</summary>
internal struct ConnectionSecrets
{
    private static readonly SearchValues<byte> Signs = SearchValues.Create("=:"u8);
    private static readonly SearchValues<byte> ValueEnds = SearchValues.Create(" \t\r\n;&'\""u8);
    private static readonly SearchValues<byte> UserInfoEnds = SearchValues.Create("@/ \t\r\n;'\""u8);

    private bool _valueGoesOn;
    private bool _isQuoted;

    /// <param name="content">A piece of a literal's content.</param>
    /// <param name="offset">Where it is in the input.</param>
    /// <param name="secrets">Gets what was found.</param>
    public void Find(ReadOnlySpan<byte> content, int offset, SecretPlaces secrets)
    {
        int at = _valueGoesOn ? Value(content, 0, offset, secrets) : 0;
        while (content[at..].IndexOfAny(Signs) is >= 0 and var found)
        {
            int sign = at + found;
            at = sign + 1;
            if (content[sign] == '=' && IsPasswordKey(content[..sign]))
                at = Value(content, SkipSpaces(content, at), offset, secrets);
            else if (content[sign] == ':' && IsUserInfo(content, sign))
                at = UserInfo(content, at, offset, secrets);
        }
    }

    /// <summary>A doubled quote in the literal: a value in quotes of its own begins or ends, as in <c>password=''a b''</c>.</summary>
    public void Quote()
    {
        if (_valueGoesOn)
            (_valueGoesOn, _isQuoted) = (!_isQuoted, !_isQuoted);
    }

    /// <summary>The literal ends.</summary>
    public void End() => _valueGoesOn = _isQuoted = false;

    private int Value(ReadOnlySpan<byte> content, int start, int offset, SecretPlaces secrets)
    {
        int length = _isQuoted ? -1 : content[start..].IndexOfAny(ValueEnds);
        _valueGoesOn = length < 0;
        int end = length < 0 ? content.Length : start + length;
        secrets.Add(offset + start, end - start);
        return end;
    }

    private static int UserInfo(ReadOnlySpan<byte> content, int start, int offset, SecretPlaces secrets)
    {
        int length = content[start..].IndexOfAny(UserInfoEnds);
        int end = length < 0 ? content.Length : start + length;
        // A host's port has no @ behind it. Cut off, it may have.
        if (length < 0 || content[end] == '@')
            secrets.Add(offset + start, end - start);
        return end;
    }

    private static bool IsPasswordKey(ReadOnlySpan<byte> before)
    {
        ReadOnlySpan<byte> key = before.TrimEnd(" \t"u8);
        return EndsWith(key, "password"u8) || EndsWith(key, "pwd"u8) || EndsWith(key, "passwd"u8);
    }

    private static bool IsUserInfo(ReadOnlySpan<byte> content, int sign)
    {
        int scheme = content[..sign].LastIndexOf("://"u8);
        return scheme >= 0 && !content[(scheme + 3)..sign].ContainsAny(UserInfoEnds);
    }

    private static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> end) =>
        text.Length >= end.Length && System.Text.Ascii.EqualsIgnoreCase(text[^end.Length..], end);

    private static int SkipSpaces(ReadOnlySpan<byte> content, int at)
    {
        while (at < content.Length && content[at] == ' ')
            at++;
        return at;
    }
}
