namespace WireProxy.Recording.Redaction;

/// <summary>
/// Follows the words and signs of a statement to tell which literal is a secret: one after <c>PASSWORD</c> or any name that
/// ends so, and those of <c>IDENTIFIED ... BY | AS | USING | REPLACE</c>. Where two readings are possible, more is a secret.
/// </summary>
internal struct SecretArming
{
    private Arm _arm;
    private bool _isIdentified;
    private bool _hasBegun;

    /// <summary>Whether a literal that begins now is a secret.</summary>
    public readonly bool IsArmed => _arm is Arm.Literal or Arm.Continued;

    /// <summary>Whether literals of this statement may be run as code.</summary>
    public bool RunsTexts { get; private set; }

    /// <param name="word">In lower case; only its end when it is very long.</param>
    public void Word(ReadOnlySpan<byte> word)
    {
        RunsTexts |= word.SequenceEqual("execute"u8) || word.SequenceEqual("prepare"u8) || (!_hasBegun && word.SequenceEqual("set"u8));
        _hasBegun = true;
        if (word.EndsWith("password"u8) || word.EndsWith("passwd"u8))
            _arm = Arm.Literal;
        else if (word.SequenceEqual("identified"u8))
            (_isIdentified, _arm) = (true, Arm.None);
        else if (_isIdentified && IsBeforeSecret(word))
            _arm = Arm.Literal;
        else if (_arm == Arm.Literal && word.SequenceEqual("for"u8))
            _arm = Arm.Target;
        else if (_arm == Arm.Continued || (_arm == Arm.Literal && !Leads(word)))
            _arm = Arm.None;
    }

    public void Sign(byte sign)
    {
        if (sign == ';')
            this = default;
        else if (_arm == Arm.Target)
            _arm = sign == '=' ? Arm.Literal : Arm.Target;
        else if (_arm == Arm.Continued || sign is (byte)',' or (byte)')' or (byte)'.' or (byte)'@' or (byte)'$' or (byte)'?')
            _arm = Arm.None;
    }

    /// <summary>A literal has ended. One that stands right behind it is a part of it.</summary>
    public void Literal()
    {
        if (IsArmed)
            _arm = Arm.Continued;
    }

    private static bool IsBeforeSecret(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("by"u8) || word.SequenceEqual("as"u8) || word.SequenceEqual("using"u8) || word.SequenceEqual("replace"u8);

    // Words that may stand between: TO, BY, and character set introducers.
    private static bool Leads(ReadOnlySpan<byte> word) => word.SequenceEqual("to"u8) || word.SequenceEqual("by"u8) || word.StartsWith("_"u8);

    private enum Arm : byte
    {
        None,
        Literal,

        /// <summary>Behind a secret: only a literal goes on with it.</summary>
        Continued,

        /// <summary>Behind <c>PASSWORD FOR</c>: whose it is comes before the sign of equality.</summary>
        Target,
    }
}
