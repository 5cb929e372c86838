using System.Text;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Lexing;

public sealed class PostgresNameTests
{
    [Theory]
    [InlineData("Orders", "orders")]
    [InlineData("\"Orders\"", "Orders")]
    [InlineData("\"a\"\"b\"", "a\"b")]
    [InlineData("\u00c9T\u00c9", "\u00c9t\u00c9")]
    [InlineData("U&\"\\006frders\"", "orders")]
    [InlineData("U&\"!0073t\" UESCAPE '!'", "st")]
    [InlineData("U&\"\\+01F600\"", "\U0001F600")]
    [InlineData("U&\"\\D83D\\DE00\"", "\U0001F600")]
    [InlineData("U&\"a\\\\b\"", "a\\b")]
    [InlineData("U&\"a\"\"b\"", "a\"b")]
    public void Names_are_read_as_the_server_looks_them_up(string spelling, string name) => Assert.Equal(name, Read(spelling));

    [Theory]
    [InlineData("U&\"\\00\"")]
    [InlineData("U&\"\\zzzz\"")]
    [InlineData("U&\"\\0000\"")]
    [InlineData("U&\"\\+110000\"")]
    [InlineData("\"\"")]
    public void Names_that_the_server_refuses_are_not_read(string spelling) => Assert.Null(Read(spelling));

    [Fact]
    public void Names_are_cut_to_63_bytes_without_cutting_a_character()
    {
        Assert.Equal(new string('a', 63), Read(new string('A', 70)));
        Assert.Equal(new string('a', 63), Read('"' + new string('a', 64) + '"'));
        Assert.Equal(new string('a', 62), Read(new string('a', 62) + "\u00e9"));
        Assert.Equal(new string('a', 61) + "\u00e9", Read(new string('a', 61) + "\u00e9b"));
        Assert.Equal(new string('a', 63), Read("U&\"" + new string('a', 63) + "\\0062\""));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_not_read() =>
        Assert.Null(PostgresName.Read([0x22, 0xe9, 0x22], new Token(TokenKind.QuotedWord, PostgresKeyword.None, 0, 3)));

    private static string? Read(string spelling)
    {
        byte[] text = Encoding.UTF8.GetBytes(spelling);
        var lexer = new PostgresLexer(text, LexicalContext.PostgresDefault);
        Token token = lexer.Next();
        Assert.Equal(text.Length, token.Length);
        return PostgresName.Read(text, token);
    }
}
