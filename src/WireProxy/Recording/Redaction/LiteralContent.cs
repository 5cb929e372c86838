namespace WireProxy.Recording.Redaction;

/// <summary>The content of a literal that is no secret as a whole, in the pieces in which it comes: a connection string, or code.</summary>
internal sealed class LiteralContent
{
    private readonly ConnectionSecrets _connection = new();
    private readonly NestedSecret _nested = new();

    /// <summary>Another literal begins that does not go on with the one before.</summary>
    public void Begin()
    {
        _connection.Begin();
        _nested.Begin();
    }

    /// <summary>A piece without quotes and escapes.</summary>
    public void Text(ReadOnlySpan<byte> piece, int offset, SecretPlaces secrets)
    {
        if (_nested.IsInside)
            secrets.Add(offset, piece.Length);
        else
            _connection.Find(piece, offset, secrets);
        _nested.Text(piece);
    }

    /// <summary>A quote, doubled or of the other kind: it stays, so that the literal still ends where it did.</summary>
    public void Quote(byte quote)
    {
        bool isValues = _connection.IsAtValue;
        bool isCodes = !isValues && _nested.Quote(quote);
        if (!isCodes)
            _connection.Find([quote], 0, secrets: null);
        if (isValues)
            _nested.Text([quote]);
    }

    /// <summary>What a backslash stands before.</summary>
    public void Escaped(byte sign, int offset, SecretPlaces secrets)
    {
        if (sign is (byte)'\'' or (byte)'"')
        {
            Quote(sign);
            return;
        }
        byte meant = sign switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            _ => sign,
        };
        Text([meant], offset, secrets);
    }
}
