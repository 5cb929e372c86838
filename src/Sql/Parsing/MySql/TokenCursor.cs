using System.Runtime.CompilerServices;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>The parser's place in the text: the current token, the one before and the one after. A copy is a bookmark.</summary>
internal ref struct TokenCursor
{
    /// <summary>Beyond this a statement is summarised without its structure; MySQL's own limit depends on its stack.</summary>
    private const int DeepestNesting = 200;

    private MySqlLexer _lexer;
    private int _depth;

    /// <param name="commentReader">The server by whose version executable comments are read.</param>
    public TokenCursor(ReadOnlySpan<byte> text, LexicalContext context, ServerVersion commentReader)
    {
        Context = context;
        CommentReader = commentReader;
        _lexer = new MySqlLexer(text, context, commentReader);
        Current = _lexer.Next();
        Next = _lexer.Next();
    }

    public LexicalContext Context { get; }

    public ServerVersion CommentReader { get; }

    public MySqlToken Previous { get; private set; }

    public MySqlToken Current { get; private set; }

    public MySqlToken Next { get; private set; }

    /// <summary>Whether a token was passed that no server would accept.</summary>
    public bool PassedInvalidToken { get; set; }

    public readonly ReadOnlySpan<byte> Text => _lexer.Text;

    public readonly MySqlTokenKind Kind => Current.Kind;

    public readonly MySqlKeyword Keyword => Current.Keyword;

    public readonly bool AtStatementEnd => Current.Kind is MySqlTokenKind.Semicolon or MySqlTokenKind.End;

    public readonly bool Is(MySqlKeyword keyword) => Current.Keyword == keyword;

    public readonly bool Is(MySqlKeyword keyword, MySqlKeyword next) =>
        Current.Keyword == keyword && Next.Keyword == next;

    /// <summary>The token after <see cref="Next"/>.</summary>
    public readonly MySqlToken Peek()
    {
        MySqlLexer ahead = _lexer;
        return ahead.Next();
    }

    public void Advance()
    {
        PassedInvalidToken |= Current.Kind == MySqlTokenKind.Invalid;
        Previous = Current;
        Current = Next;
        Next = _lexer.Next();
    }

    public void Advance(int tokens)
    {
        for (int i = 0; i < tokens; i++)
            Advance();
    }

    public bool Accept(MySqlKeyword keyword)
    {
        if (Current.Keyword != keyword)
            return false;
        Advance();
        return true;
    }

    public bool Accept(MySqlKeyword keyword, MySqlKeyword next)
    {
        if (!Is(keyword, next))
            return false;
        Advance(2);
        return true;
    }

    public bool Accept(MySqlTokenKind kind)
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
