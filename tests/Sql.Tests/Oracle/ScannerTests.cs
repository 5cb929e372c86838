using System.Text;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Tests.Corpus;
using Xunit.Abstractions;

namespace WireProxy.Sql.Tests.Oracle;

/// <summary>The lexer, judged by PostgreSQL's own scanner.</summary>
public sealed class ScannerTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
    [
        "'", "''", "\"", "$$", "$a$", "$", "E'", "U&'", "U&\"", "B'", "x'", "N'", "\\", "\\'", "/*", "*/", "--", "\n", "\r", " ", "\t",
        "a", "b1", "\u00e9", "1", "1.", ".5", "1e", "1e5", "..", "::", ":=", ":", ";", ",", "(", ")", "[", "]", "*", "+", "-", "/", "<", ">",
        "=", "~", "!", "@", "#", "%", "^", "&", "|", "uescape", "'!'", "select", "$1",
    ];

    [Fact]
    public void Tokens_of_the_corpus_are_the_tokens_of_the_server()
    {
        foreach (byte[] statement in StatementCorpus.All)
            Assert.True(Compare(statement), Encoding.UTF8.GetString(statement));
    }

    [Fact]
    public void Tokens_of_random_texts_are_the_tokens_of_the_server()
    {
        var random = new Random(11);
        int compared = 0;
        for (int round = 0; round < 50_000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            if (Compare(Encoding.UTF8.GetBytes(text)))
                compared++;
        }
        output.WriteLine($"{compared} texts compared");
        Assert.InRange(compared, 5_000, 50_000);
    }

    /// <summary>False where the server's scanner refuses the text.</summary>
    private static bool Compare(byte[] text)
    {
        if (PgQuery.Scan(text) is not { } expected)
            return false;
        var actual = new List<(int Start, int End)>();
        var lexer = new PostgresLexer(text, LexicalContext.PostgresDefault);
        for (Token token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
            actual.Add((token.Start, token.End));
        string shown = $"{Encoding.UTF8.GetString(text)}: {string.Join(' ', expected)} / {string.Join(' ', actual)}";
        foreach ((int Start, int End) token in actual)
        {
            Assert.True(expected.Any(place => place.Start == token.Start), shown);
            Assert.True(IsInParts(text, token) || expected.Contains(token), shown);
        }
        Assert.All(expected, place => Assert.True(
            actual.Contains(place) || actual.Exists(token => IsInParts(text, token) && token.Start <= place.Start && token.End >= place.End),
            shown));
        return true;
    }

    /// <summary>
    /// The scanner's callers put N'..' and U&amp;'..' UESCAPE '.' together from several of its tokens, and libpg_query,
    /// other than the server, does not join literals over a comment.
    /// </summary>
    private static bool IsInParts(byte[] text, (int Start, int End) token)
    {
        ReadOnlySpan<byte> spelling = text.AsSpan(token.Start..token.End);
        bool isPrefixed = spelling.Length > 2 && (spelling[0] | 0x20) is 'u' or 'n' && spelling[1] is (byte)'&' or (byte)'\'';
        return isPrefixed || spelling.IndexOf("--"u8) > 0;
    }
}
