using System.Text;
using WireProxy.Sql.Fingerprints;

namespace WireProxy.Sql.Comparisons;

/// <summary>A statement's tokens as texts: names in lower case and without quotes.</summary>
internal sealed class NameTokens
{
    private readonly (ShapeKind Kind, string Text)[] _tokens;

    private NameTokens((ShapeKind, string)[] tokens) => _tokens = tokens;

    public int Count => _tokens.Length;

    /// <summary>Null where a name is written so that it can not be read here.</summary>
    public static NameTokens? Read(ReadOnlySpan<byte> text, ReadOnlySpan<ShapeToken> tokens)
    {
        var read = new (ShapeKind, string)[tokens.Length];
        for (int at = 0; at < tokens.Length; at++)
        {
            string written = Encoding.UTF8.GetString(tokens[at].In(text));
            if (tokens[at].Kind == ShapeKind.QuotedWord)
            {
                // U&"..." has escapes of its own.
                if (written[0] is not ('"' or '`'))
                    return null;
                string quote = written[..1];
                written = written[1..^1].Replace(quote + quote, quote, StringComparison.Ordinal);
            }
            read[at] = (tokens[at].Kind, written.ToLowerInvariant());
        }
        return new NameTokens(read);
    }

    public string TextAt(int at) => at >= 0 && at < _tokens.Length ? _tokens[at].Text : "";

    public bool IsName(int at) => at >= 0 && at < _tokens.Length && _tokens[at].Kind is ShapeKind.Word or ShapeKind.QuotedWord;

    public bool IsValue(int at) => at >= 0 && at < _tokens.Length && _tokens[at].Kind is ShapeKind.Literal or ShapeKind.Placeholder;

    public bool IsLiteral(int at) => at >= 0 && at < _tokens.Length && _tokens[at].Kind == ShapeKind.Literal;

    public bool IsWord(int at, string word) => at >= 0 && at < _tokens.Length && _tokens[at].Kind == ShapeKind.Word && _tokens[at].Text == word;

    public bool IsSymbol(int at, string symbol) => at >= 0 && at < _tokens.Length && _tokens[at].Kind == ShapeKind.Symbol && _tokens[at].Text == symbol;

    /// <summary>A word, without quotes, that is one of these.</summary>
    public bool IsWordOf(int at, IReadOnlySet<string> words) =>
        at >= 0 && at < _tokens.Length && _tokens[at].Kind == ShapeKind.Word && words.Contains(_tokens[at].Text);
}
