namespace WireProxy.Sql.Lexing;

/// <summary>
/// MySQL's lexer over bytes, for one reading of executable comments. A copy is a bookmark: it reads on from where it
/// was copied. Nothing is allocated.
/// </summary>
internal ref struct MySqlLexer(ReadOnlySpan<byte> text, LexicalContext context, ServerVersion commentReader)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly LexicalContext _context = context;
    private readonly ServerVersion _commentReader = commentReader;
    private int _at;
    private CommentReading _inside;
    private AfterWord _next;

    /// <summary>What the characters just read mean for the ones that follow without a space.</summary>
    private enum AfterWord : byte
    {
        Nothing,

        /// <summary>A word, then a dot and a name: neither is a keyword or a number.</summary>
        Qualifier,

        /// <summary>A dot, directly before a name.</summary>
        Member,
    }

    public readonly ReadOnlySpan<byte> Text => _text;

    public MySqlToken Next()
    {
        int start = SkipTrivia();
        if (start < 0)
            return Take(MySqlTokenKind.Invalid, _at, -1);
        if (start >= _text.Length)
            return End(start);
        byte first = _text[start];
        if (_next == AfterWord.Member)
            return Word(start, NameEnd(start));
        if (MySqlCharacters.IsDigit(first) || (first == '.' && _next != AfterWord.Qualifier && MySqlCharacters.IsDigit(ByteAt(start + 1))))
            return NumberOrName(start);
        if (MySqlCharacters.IsIdentifierPart(first))
            return WordOrPrefixedLiteral(start);
        return first switch
        {
            (byte)'\'' => Take(MySqlTokenKind.String, start, MySqlLiterals.QuotedEnd(_text, start + 1, first, _context.Backslash)),
            (byte)'"' when _context.DoubleQuotes == DoubleQuotes.Literal =>
                Take(MySqlTokenKind.String, start, MySqlLiterals.QuotedEnd(_text, start + 1, first, _context.Backslash)),
            (byte)'`' or (byte)'"' =>
                Take(MySqlTokenKind.QuotedWord, start, MySqlLiterals.IdentifierEnd(_text, start + 1, first)),
            (byte)'@' => Variable(start),
            _ => Symbol(start),
        };
    }

    /// <summary>An executable comment that is still open at the end of the text is refused by the server.</summary>
    private MySqlToken End(int start)
    {
        if (_inside == CommentReading.Code)
        {
            // Reading on from before the comment would open it again.
            _inside = CommentReading.Comment;
            return Take(MySqlTokenKind.Invalid, _text.Length, _text.Length);
        }
        return Take(MySqlTokenKind.End, start, start);
    }

    /// <summary>The first byte that belongs to a token, or -1 in an unterminated or disputed comment.</summary>
    private int SkipTrivia()
    {
        int at = _at;
        while (at < _text.Length)
        {
            byte b = _text[at];
            if (MySqlCharacters.IsSpace(b))
                at++;
            else if (b == '/' && ByteAt(at + 1) == '*')
                at = BlockComment(at);
            else if (b == '*' && _inside == CommentReading.Code && ByteAt(at + 1) == '/')
            {
                _inside = CommentReading.Comment;
                at += 2;
            }
            else if (b is (byte)'#' or (byte)'-' && MySqlTrivia.StartsLineComment(_text, at))
                at = MySqlTrivia.LineCommentEnd(_text, at);
            else
                break;
            if (at < 0)
                return -1;
        }
        if (at != _at && _next == AfterWord.Member)
            _next = AfterWord.Nothing;
        return at;
    }

    private int BlockComment(int at)
    {
        if (ExecutableComment.Read(_text, at) is not { } head)
        {
            int end = MySqlTrivia.BlockCommentEnd(_text, at);
            bool isHint = ByteAt(at + 2) == '+';
            return isHint && end > 0 && !MySqlTrivia.HasPlainHintEnd(_text[at..end]) ? -1 : end;
        }
        ServerFamily family = _commentReader.Family;
        if (head.As(_commentReader) is not { } comment)
            return -1;
        if (comment.ReadingBy(_commentReader) == CommentReading.Code)
        {
            _inside = CommentReading.Code;
            return at + comment.Length;
        }
        return comment.Mark == CommentMark.MariaDb && family == ServerFamily.MySql
            ? MySqlTrivia.BlockCommentEnd(_text, at)
            : MySqlTrivia.SkippedCommentEnd(_text, at + comment.Length);
    }

    private MySqlToken WordOrPrefixedLiteral(int start)
    {
        if (ByteAt(start + 1) == '\'')
        {
            switch (_text[start] | 0x20)
            {
                case 'n':
                    return Take(MySqlTokenKind.String, start, MySqlLiterals.QuotedEnd(_text, start + 2, (byte)'\'', _context.Backslash));
                case 'x':
                    return Take(MySqlTokenKind.BitString, start, MySqlLiterals.HexEnd(_text, start + 2));
                case 'b':
                    return Take(MySqlTokenKind.BitString, start, MySqlLiterals.BitsEnd(_text, start + 2));
            }
        }
        if (_text[start] == '$' && MySqlLiterals.DollarDelimiter(_text, start) is > 0 and var delimiter
            && _context.Server.Family != ServerFamily.MariaDb)
            return DollarQuote(start, delimiter);
        return Word(start, NameEnd(start));
    }

    /// <summary>MySQL 9 reads <c>$tag$ .. $tag$</c> as a literal, 8.0 read a name; when that changed is not told apart here.</summary>
    private MySqlToken DollarQuote(int start, int delimiter)
    {
        bool isLiteral = _context.Server is { Family: ServerFamily.MySql, Number: >= 90000 };
        return isLiteral
            ? Take(MySqlTokenKind.DollarString, start, DollarLiteral.End(_text, start, delimiter))
            : Take(MySqlTokenKind.Invalid, start, start + delimiter);
    }

    private MySqlToken NumberOrName(int start)
    {
        MySqlTokenKind kind = MySqlNumbers.Read(_text, start, out int end);
        return kind == MySqlTokenKind.Word ? Word(start, end) : Take(kind, start, end);
    }

    private readonly int NameEnd(int start)
    {
        int length = _text[start..].IndexOfAnyExcept(MySqlCharacters.IdentifierParts);
        return length < 0 ? _text.Length : start + length;
    }

    /// <summary>A word with a name directly behind its dot, or directly behind a dot itself, is never a keyword.</summary>
    private MySqlToken Word(int start, int end)
    {
        bool isMember = _next == AfterWord.Member;
        bool isQualifier = end < _text.Length && _text[end] == '.' && MySqlCharacters.IsIdentifierPart(ByteAt(end + 1));
        _next = isQualifier ? AfterWord.Qualifier : AfterWord.Nothing;
        _at = end;
        ReadOnlySpan<byte> word = _text[start..end];
        // What the bytes from 0x80 up are depends on the character set: letters, punctuation or white space.
        if (_context.Encoding == EncodingSafety.SingleByte && word.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            return new MySqlToken(MySqlTokenKind.Invalid, MySqlKeyword.None, start, end - start);
        MySqlKeyword keyword = isMember || isQualifier ? MySqlKeyword.None : MySqlKeywords.Find(word);
        return new MySqlToken(MySqlTokenKind.Word, keyword, start, end - start);
    }

    private MySqlToken Variable(int start)
    {
        byte second = ByteAt(start + 1);
        if (second == '@')
        {
            bool isNamed = ByteAt(start + 2) == '`' || MySqlCharacters.IsIdentifierPart(ByteAt(start + 2));
            return Take(isNamed ? MySqlTokenKind.SystemVariable : MySqlTokenKind.Invalid, start, start + 2);
        }
        if (second == '\'' || (second == '"' && _context.DoubleQuotes == DoubleQuotes.Literal))
            return Take(MySqlTokenKind.UserVariable, start, MySqlLiterals.QuotedEnd(_text, start + 2, second, _context.Backslash));
        if (second is (byte)'`' or (byte)'"')
            return Take(MySqlTokenKind.UserVariable, start, MySqlLiterals.IdentifierEnd(_text, start + 2, second));
        int end = start + 1;
        while (end < _text.Length && MySqlCharacters.IsVariablePart(_text[end]))
            end++;
        bool isReadable = _context.Encoding != EncodingSafety.SingleByte || !_text[start..end].ContainsAnyInRange((byte)0x80, (byte)0xFF);
        return Take(isReadable ? MySqlTokenKind.UserVariable : MySqlTokenKind.Invalid, start, end);
    }

    private MySqlToken Symbol(int start)
    {
        byte second = ByteAt(start + 1);
        switch (_text[start])
        {
            case (byte)',': return Take(MySqlTokenKind.Comma, start, start + 1);
            case (byte)';': return Take(MySqlTokenKind.Semicolon, start, start + 1);
            case (byte)'(': return Take(MySqlTokenKind.OpenParen, start, start + 1);
            case (byte)')': return Take(MySqlTokenKind.CloseParen, start, start + 1);
            case (byte)'{': return Take(MySqlTokenKind.OpenBrace, start, start + 1);
            case (byte)'}': return Take(MySqlTokenKind.CloseBrace, start, start + 1);
            case (byte)'?': return Take(MySqlTokenKind.Parameter, start, start + 1);
            case (byte)'.' when second == '.': return Take(MySqlTokenKind.Operator, start, start + 2);
            case (byte)'.': return Dot(start);
            case (byte)':' when second == '=': return Take(MySqlTokenKind.Assign, start, start + 2);
            case (byte)':': return Take(MySqlTokenKind.Colon, start, start + 1);
            case (byte)'\\' when second == 'N': return Take(MySqlTokenKind.Null, start, start + 2);
            case (byte)'*': return Take(MySqlTokenKind.Star, start, start + 1);
            case (byte)'=': return Take(MySqlTokenKind.Equals, start, start + 1);
            case (byte)'-' when second == '>':
                return Take(MySqlTokenKind.Operator, start, start + (ByteAt(start + 2) == '>' ? 3 : 2));
            case (byte)'<' when second == '=' && ByteAt(start + 2) == '>':
                return Take(MySqlTokenKind.Operator, start, start + 3);
            case (byte)'<' when second is (byte)'=' or (byte)'>' or (byte)'<':
            case (byte)'>' when second is (byte)'=' or (byte)'>':
            case (byte)'!' when second == '=':
            case (byte)'|' when second == '|':
            case (byte)'&' when second == '&':
                return Take(MySqlTokenKind.Operator, start, start + 2);
            case (byte)'+' or (byte)'-' or (byte)'/' or (byte)'%' or (byte)'<' or (byte)'>' or (byte)'!' or (byte)'|'
                or (byte)'&' or (byte)'^' or (byte)'~':
                return Take(MySqlTokenKind.Operator, start, start + 1);
            default:
                return Take(MySqlTokenKind.Invalid, start, start + 1);
        }
    }

    private MySqlToken Dot(int start)
    {
        MySqlToken dot = Take(MySqlTokenKind.Dot, start, start + 1);
        if (MySqlCharacters.IsIdentifierPart(ByteAt(start + 1)))
            _next = AfterWord.Member;
        return dot;
    }

    private readonly byte ByteAt(int at) => at < _text.Length ? _text[at] : (byte)0;

    /// <summary>An end of -1 makes the rest of the text one invalid token.</summary>
    private MySqlToken Take(MySqlTokenKind kind, int start, int end)
    {
        _next = AfterWord.Nothing;
        _at = end < 0 ? _text.Length : end;
        return new MySqlToken(end < 0 ? MySqlTokenKind.Invalid : kind, MySqlKeyword.None, start, _at - start);
    }
}
