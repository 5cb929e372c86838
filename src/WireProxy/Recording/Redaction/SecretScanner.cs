using WireProxy.Sql.Lexing;

namespace WireProxy.Recording.Redaction;

/// <summary>
/// Reads statement texts byte by byte for the secrets in them. Texts come in pieces of any size and are forwarded at once,
/// so it keeps its place between them and waits for nothing.
/// </summary>
internal sealed class SecretScanner(SqlDialect dialect)
{
    private const int MaxWord = 64;

    private readonly byte[] _word = new byte[MaxWord];
    private SecretArming _arming;
    private readonly DollarQuote _dollar = new();
    private readonly BlockComment _comment = new(dialect);
    private LiteralContent? _literal;
    private DollarBody? _body;
    private Place _place;
    private Seen _seen;
    private byte _quote;
    private bool _escapes;
    private bool _isSecret;
    // Since the last literal there was nothing, or only what joins it with the next.
    private bool _goesOn;
    private int _wordLength;
    private BackslashInLiteral _backslash;

    /// <summary>A text begins.</summary>
    public void Begin(BackslashInLiteral backslash)
    {
        _arming = default;
        _goesOn = false;
        _place = Place.Plain;
        _seen = Seen.Nothing;
        _wordLength = 0;
        _backslash = backslash;
    }

    /// <param name="text">The next piece of it.</param>
    /// <param name="offset">Where it is in the input.</param>
    /// <param name="secrets">Gets what was found.</param>
    public void Scan(ReadOnlySpan<byte> text, int offset, SecretPlaces secrets)
    {
        for (int at = 0; at < text.Length;)
        {
            at += _place switch
            {
                Place.Plain => Plain(text[at]),
                Place.Word or Place.Number => Word(text[at], offset + at, secrets),
                Place.Quoted => Quoted(text[at..], offset + at, secrets),
                Place.DollarTag => DollarTag(text[at]),
                Place.DollarBody => DollarBody(text[at..], offset + at, secrets),
                Place.LineComment => LineComment(text[at..]),
                Place.Version => Version(text[at]),
                _ => Comment(text[at]),
            };
        }
    }

    // Each of these returns how many bytes it took; none where the byte ends what came before and is yet to be read.
    private int Plain(byte next)
    {
        Seen seen = _seen;
        _seen = Seen.Nothing;
        if (seen == Seen.Slash && next == '*')
        {
            _comment.Begin();
            return Enter(Place.BlockComment);
        }
        if (seen == Seen.Dash && next == '-')
        {
            _seen = Seen.TwoDashes;
            return dialect == SqlDialect.Postgres ? Enter(Place.LineComment) : 1;
        }
        // MySQL: 5--3 is no comment.
        if (seen == Seen.TwoDashes && next <= ' ')
            return Enter(Place.LineComment, taken: 0);
        if (seen is not Seen.Nothing)
            Sign((byte)'-');
        if (IsWordByte(next))
            return BeginWord(next);
        switch (next)
        {
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\f' or (byte)'\v':
                return 1;
            case (byte)'\'' or (byte)'"':
                return BeginQuoted(next);
            case (byte)'`' when dialect == SqlDialect.MySql:
                return BeginQuoted(next);
            case (byte)'#' when dialect == SqlDialect.MySql:
                return Enter(Place.LineComment);
            case (byte)'$' when dialect == SqlDialect.Postgres:
                _dollar.Begin();
                return Enter(Place.DollarTag);
            case (byte)'-':
                _seen = Seen.Dash;
                return 1;
            case (byte)'/':
                _seen = Seen.Slash;
                return 1;
        }
        Sign(next);
        return 1;
    }

    private void Sign(byte sign)
    {
        _goesOn &= sign == '|';
        _arming.Sign(sign);
    }

    private int BeginWord(byte first)
    {
        _isSecret = _arming.IsArmed && char.IsAsciiDigit((char)first);
        _place = char.IsAsciiDigit((char)first) ? Place.Number : Place.Word;
        _wordLength = 0;
        _goesOn = false;
        return 0;
    }

    private int Word(byte next, int offset, SecretPlaces secrets)
    {
        if (IsWordByte(next) || (next == '$' && _place == Place.Word))
        {
            if (_place == Place.Number && _isSecret)
                secrets.Add(offset, 1, SecretPlaces.Zero);
            Keep(next);
            return 1;
        }
        bool isPrefix = _place == Place.Word && (next == '\'' || (next == '&' && _wordLength == 1 && _word[0] == 'u'));
        _escapes = isPrefix && _wordLength == 1 && _word[0] == 'e' && dialect == SqlDialect.Postgres;
        if (_place == Place.Number)
            _arming.Literal();
        else if (!isPrefix || _wordLength > 1)
            _arming.Word(_word.AsSpan(0, _wordLength));
        return Enter(Place.Plain, taken: 0);
    }

    // Of a long word the end is what matters.
    private void Keep(byte next)
    {
        if (_wordLength == MaxWord)
        {
            _word.AsSpan(MaxWord / 2).CopyTo(_word);
            _wordLength = MaxWord / 2;
        }
        _word[_wordLength++] = (byte)char.ToLowerInvariant((char)next);
    }

    private int BeginQuoted(byte quote)
    {
        _quote = quote;
        bool isName = quote == '`' || (quote == '"' && dialect == SqlDialect.Postgres);
        _isSecret = !isName && _arming.IsArmed;
        _goesOn &= !isName;
        if (!_goesOn)
            (_literal ??= new LiteralContent()).Begin();
        _escapes = !isName && (_escapes || _backslash == BackslashInLiteral.Escapes);
        _wordLength = 0;
        _place = Place.Quoted;
        return 1;
    }

    private int Quoted(ReadOnlySpan<byte> text, int offset, SecretPlaces secrets)
    {
        Seen seen = _seen;
        _seen = Seen.Nothing;
        if (seen == Seen.Quote && text[0] != _quote)
            return EndQuoted();
        if (seen == Seen.Quote)
        {
            // Doubled: it stays, so that the literal still ends where it did.
            _literal!.Quote(_quote);
            return 1;
        }
        if (seen == Seen.Backslash && !_isSecret)
        {
            _literal!.Escaped(text[0], offset, secrets);
            return 1;
        }
        int length = seen == Seen.Backslash ? 1 : FindSign(text);
        if (length == 0)
        {
            if (text[0] == OtherQuote && text[0] != _quote)
                _literal!.Quote(text[0]);
            else
                _seen = text[0] == _quote ? Seen.Quote : Seen.Backslash;
            if (_isSecret && _seen != Seen.Quote)
                secrets.Add(offset, 1);
            return 1;
        }
        ReadOnlySpan<byte> content = length < 0 ? text : text[..length];
        if (_isSecret)
            secrets.Add(offset, content.Length);
        else if (IsName)
            foreach (byte next in content)
                Keep(next);
        else
            _literal!.Text(content, offset, secrets);
        return content.Length;
    }

    // In a text that will run, either kind of quotes has literals in it.
    private byte OtherQuote => dialect == SqlDialect.MySql && _arming.RunsTexts && !IsName ? (byte)('\'' + '"' - _quote) : _quote;

    private int FindSign(ReadOnlySpan<byte> text) =>
        _escapes ? text.IndexOfAny(_quote, OtherQuote, (byte)'\\') : text.IndexOfAny(_quote, OtherQuote);

    private bool IsName => _quote == '`' || (_quote == '"' && dialect == SqlDialect.Postgres);

    private int EndQuoted()
    {
        _goesOn = !IsName;
        if (IsName)
            _arming.Word(_word.AsSpan(0, _wordLength));
        else
            _arming.Literal();
        _escapes = false;
        return Enter(Place.Plain, taken: 0);
    }

    private int DollarTag(byte next)
    {
        if (_dollar.AddToTag(next, isTagByte: IsWordByte(next)) is not { } isOpen)
            return 1;
        if (!isOpen)
        {
            // A parameter, or no quote at all.
            Sign((byte)'$');
            return Enter(Place.Plain, taken: 0);
        }
        _isSecret = _arming.IsArmed;
        _goesOn = false;
        _body ??= new DollarBody(new SecretScanner(dialect));
        _body.Begin(_backslash);
        return Enter(Place.DollarBody);
    }

    private int DollarBody(ReadOnlySpan<byte> text, int offset, SecretPlaces secrets)
    {
        int length = _dollar.FindEnd(text, out bool isClosed);
        if (_isSecret)
            secrets.Add(offset, length - Math.Min(length, _dollar.Closing));
        else
            _body!.Scan(text[..length], offset, secrets);
        if (!isClosed)
            return length;
        _arming.Literal();
        return Enter(Place.Plain, length);
    }

    private int LineComment(ReadOnlySpan<byte> text)
    {
        _seen = Seen.Nothing;
        int end = text.IndexOfAny((byte)'\n', (byte)'\r');
        return end < 0 ? text.Length : Enter(Place.Plain, end + 1);
    }

    private int Comment(byte next) => _comment.Read(next) switch
    {
        CommentStep.Ends => Enter(Place.Plain),
        CommentStep.BecomesCode => Enter(Place.Version),
        _ => 1,
    };

    private int Version(byte next) => char.IsAsciiDigit((char)next) ? 1 : Enter(Place.Plain, taken: 0);

    private int Enter(Place place, int taken = 1)
    {
        _place = place;
        return taken;
    }

    internal static bool IsWordByte(byte next) => char.IsAsciiLetterOrDigit((char)next) || next is (byte)'_' or >= 0x80;

    private enum Place : byte
    {
        Plain,
        Word,
        Number,
        Quoted,
        DollarTag,
        DollarBody,
        LineComment,
        BlockComment,
        Version,
    }

    /// <summary>The last byte, where what it means depends on the next.</summary>
    private enum Seen : byte
    {
        Nothing,
        Quote,
        Backslash,
        Dash,
        TwoDashes,
        Slash,
    }
}
