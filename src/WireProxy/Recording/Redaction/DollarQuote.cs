namespace WireProxy.Recording.Redaction;

/// <summary>PostgreSQL's <c>$tag$ ... $tag$</c>, read in pieces.</summary>
internal sealed class DollarQuote
{
    private readonly byte[] _tag = new byte[64];
    private int _matched;

    /// <summary>Bytes of the delimiter.</summary>
    public int TagLength { get; private set; }

    /// <summary>How many of the bytes that were read last may be the closing delimiter.</summary>
    public int Closing => _matched;

    /// <summary>A dollar sign was read.</summary>
    public void Begin()
    {
        _tag[0] = (byte)'$';
        TagLength = 1;
        _matched = 0;
    }

    /// <summary>True: the quote is open. False: it is none. Null: go on.</summary>
    public bool? AddToTag(byte next, bool isTagByte)
    {
        bool isClosing = next == '$';
        bool isTag = isClosing || (isTagByte && !(TagLength == 1 && char.IsAsciiDigit((char)next)));
        if (!isTag || TagLength == _tag.Length)
            return false;
        _tag[TagLength++] = next;
        return isClosing ? true : null;
    }

    /// <summary>How much of the text belongs to the quote, with its closing delimiter.</summary>
    public int FindEnd(ReadOnlySpan<byte> text, out bool isClosed)
    {
        isClosed = false;
        for (int at = 0; at < text.Length; at++)
        {
            _matched = text[at] == _tag[_matched] ? _matched + 1 : text[at] == '$' ? 1 : 0;
            if (_matched < TagLength)
                continue;
            isClosed = true;
            return at + 1;
        }
        return text.Length;
    }
}
