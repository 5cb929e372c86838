namespace WireProxy.Recording.Redaction;

/// <summary>Finds the literals that are secrets in a literal that is code itself: <c>EXECUTE 'ALTER ROLE a PASSWORD ''x'''</c>.</summary>
internal sealed class NestedSecret
{
    private readonly RecentBytes _recent = new();
    private State _state;
    private byte _quote;

    /// <summary>What comes now is a part of the secret.</summary>
    public bool IsInside => _state == State.Inside;

    public void Begin()
    {
        _state = State.Outside;
        _recent.Clear();
    }

    /// <summary>A piece of the code without quotes.</summary>
    public void Text(ReadOnlySpan<byte> piece)
    {
        if (_state == State.Inside)
            return;
        _state = State.Outside;
        _recent.Add(piece);
    }

    /// <summary>A quote in the code. True where it begins or ends a secret.</summary>
    public bool Quote(byte quote)
    {
        State before = _state;
        _state = _state switch
        {
            State.Inside => quote == _quote ? State.Closed : State.Inside,
            // Doubled.
            State.Closed when quote == _quote => State.Inside,
            _ when IsArmed() => State.Inside,
            _ => State.Outside,
        };
        if (_state == State.Inside)
            _quote = before == State.Inside ? _quote : quote;
        return _state != State.Outside;
    }

    private bool IsArmed()
    {
        ReadOnlySpan<byte> code = _recent.Span;
        var arming = new SecretArming();
        Span<byte> word = stackalloc byte[code.Length];
        for (int at = 0; at < code.Length;)
        {
            int length = 0;
            for (; at + length < code.Length && SecretScanner.IsWordByte(code[at + length]); length++)
                word[length] = (byte)char.ToLowerInvariant((char)code[at + length]);
            if (length > 0)
                arming.Word(word[..length]);
            else if (code[at] > ' ')
                arming.Sign(code[at]);
            at += Math.Max(length, 1);
        }
        return arming.IsArmed;
    }

    private enum State : byte
    {
        Outside,
        Inside,

        /// <summary>The secret's last quote was read, unless another follows.</summary>
        Closed,
    }
}
