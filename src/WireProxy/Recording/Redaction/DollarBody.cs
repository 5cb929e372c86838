namespace WireProxy.Recording.Redaction;

/// <summary>
/// The content of <c>$$ ... $$</c>: the code of a function, or, where it begins with <c>key =</c> or <c>scheme://</c>, a
/// connection string.
/// </summary>
internal sealed class DollarBody(SecretScanner code)
{
    private readonly ConnectionSecrets _connection = new();
    private Kind _kind;

    public void Begin(WireProxy.Sql.Lexing.BackslashInLiteral backslash)
    {
        code.Begin(backslash);
        _connection.Begin();
        _kind = Kind.Begins;
    }

    public void Scan(ReadOnlySpan<byte> piece, int offset, SecretPlaces secrets)
    {
        int known = 0;
        for (; known < piece.Length && _kind < Kind.Code; known++)
            _kind = After(piece[known]);
        // As long as it may be either, neither finds anything.
        if (_kind != Kind.Connection)
            code.Scan(piece, offset, secrets);
        if (_kind != Kind.Code)
            _connection.Find(piece, offset, secrets);
    }

    private Kind After(byte next) => (_kind, next) switch
    {
        (Kind.Begins, <= (byte)' ') => Kind.Begins,
        (Kind.Word, <= (byte)' ') or (Kind.WordEnded, <= (byte)' ') => Kind.WordEnded,
        (Kind.Begins or Kind.Word, _) when SecretScanner.IsWordByte(next) => Kind.Word,
        (Kind.Word or Kind.WordEnded, (byte)'=') => Kind.Connection,
        (Kind.Word, (byte)':') => Kind.Colon,
        (Kind.Colon, (byte)'/') => Kind.Connection,
        _ => Kind.Code,
    };

    private enum Kind : byte
    {
        Begins,
        Word,
        WordEnded,
        Colon,
        Code,
        Connection,
    }
}
