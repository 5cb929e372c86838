using System.Runtime.CompilerServices;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>The parser's place in the text: the current token, the one before and the one after. A copy is a bookmark.</summary>
internal ref struct TokenCursor
{
    /// <summary>Beyond this a statement is summarised without its structure; PostgreSQL's own limit depends on its stack.</summary>
    private const int DeepestNesting = 256;

    private PostgresLexer _lexer;
    private int _depth;

    public TokenCursor(ReadOnlySpan<byte> text, LexicalContext context)
    {
        _lexer = new PostgresLexer(text, context);
        Current = _lexer.Next();
        Next = _lexer.Next();
    }

    /// <summary>A text inside the outer one, as deep as its place is.</summary>
    public TokenCursor(ReadOnlySpan<byte> text, in TokenCursor outer, BackslashInLiteral backslash)
        : this(text, LexicalContext.PostgresDefault with { Backslash = backslash }) => _depth = outer._depth;

    public Token Previous { get; private set; }

    public Token Current { get; private set; }

    public Token Next { get; private set; }

    /// <summary>Whether a token was passed that no server would accept.</summary>
    public bool PassedInvalidToken { get; set; }

    public readonly ReadOnlySpan<byte> Text => _lexer.Text;

    /// <summary>How a backslash in a plain literal is read.</summary>
    public readonly BackslashInLiteral Backslash => _lexer.Backslash;

    public readonly TokenKind Kind => Current.Kind;

    public readonly PostgresKeyword Keyword => Current.Keyword;

    public readonly bool AtStatementEnd => Current.Kind is TokenKind.Semicolon or TokenKind.End;

    public readonly bool Is(PostgresKeyword keyword) => Current.Keyword == keyword;

    public readonly bool Is(PostgresKeyword keyword, PostgresKeyword next) =>
        Current.Keyword == keyword && Next.Keyword == next;

    /// <summary>The token after <see cref="Next"/>.</summary>
    public readonly Token Peek()
    {
        PostgresLexer ahead = _lexer;
        return ahead.Next();
    }

    public void Advance()
    {
        PassedInvalidToken |= Current.Kind == TokenKind.Invalid;
        Previous = Current;
        Current = Next;
        Next = _lexer.Next();
    }

    public void Advance(int tokens)
    {
        for (int i = 0; i < tokens; i++)
            Advance();
    }

    public bool Accept(PostgresKeyword keyword)
    {
        if (Current.Keyword != keyword)
            return false;
        Advance();
        return true;
    }

    public bool Accept(PostgresKeyword keyword, PostgresKeyword next)
    {
        if (!Is(keyword, next))
            return false;
        Advance(2);
        return true;
    }

    public bool Accept(TokenKind kind)
    {
        if (Current.Kind != kind)
            return false;
        Advance();
        return true;
    }

    /// <summary>Goes one level down, or says that the statement is nested too deep to go on.</summary>
    public bool TryEnter()
    {
        if (_depth >= DeepestNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return false;
        _depth++;
        return true;
    }

    public void Leave() => _depth--;
}
