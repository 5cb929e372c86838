using System.Text;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Lexing;

public sealed class PostgresLexerTests
{
    private static readonly LexicalContext Escaping =
        LexicalContext.PostgresDefault with { Backslash = BackslashInLiteral.Escapes };

    [Theory]
    [InlineData("a B _c d1$", "Word:a Word:B Word:_c Word:d1$")]
    [InlineData("\u00e9t\u00e9 \u00a0x", "Word:\u00e9t\u00e9 Word:\u00a0x")]
    [InlineData("\"a \"\" b\"c", "QuotedWord:\"a \"\" b\" Word:c")]
    [InlineData("1 1. .5 1.5e-3 1e5 0x1F 0b11 0o17 1_000", "Number:1 Number:1. Number:.5 Number:1.5e-3 Number:1e5 Number:0x1F Number:0b11 Number:0o17 Number:1_000")]
    [InlineData("1from 1efrom 0xg 1__0", "Number:1 Word:from Number:1 Word:efrom Number:0 Word:xg Number:1 Word:__0")]
    [InlineData("1..10", "Number:1 DotDot:.. Number:10")]
    [InlineData("$1 $23a", "Parameter:$1 Parameter:$23 Word:a")]
    [InlineData("a::b := => ..", "Word:a TypeCast::: Word:b ColonEquals::= Operator:=> DotDot:..")]
    [InlineData("(a,[b].c);:", "OpenParen:( Word:a Comma:, OpenBracket:[ Word:b CloseBracket:] Dot:. Word:c CloseParen:) Semicolon:; Colon::")]
    public void Text_is_cut_into_the_tokens_of_scan_l(string text, string expected) => Assert.Equal(expected, Tokens(text));

    [Theory]
    [InlineData("*", "Star:*")]
    [InlineData("=", "Equals:=")]
    [InlineData("2*-1", "Number:2 Star:* Operator:- Number:1")]
    [InlineData("a@-b", "Word:a Operator:@- Word:b")]
    [InlineData("a<--c\nb", "Word:a Operator:< Word:b")]
    [InlineData("+--x", "Operator:+")]
    [InlineData("a*/*c*/b", "Word:a Star:* Word:b")]
    [InlineData("a=-1", "Word:a Equals:= Operator:- Number:1")]
    [InlineData("a<=+-1", "Word:a Operator:<= Operator:+ Operator:- Number:1")]
    [InlineData("->>'x'", "Operator:->> String:'x'")]
    public void Operators_end_where_the_server_ends_them(string text, string expected) => Assert.Equal(expected, Tokens(text));

    [Theory]
    [InlineData("a--b\nc", "Word:a Word:c")]
    [InlineData("a--b\rc", "Word:a Word:c")]
    [InlineData("a/*b/*c*/d*/e", "Word:a Word:e")]
    [InlineData("/*/ 1; -- */ 2", "Number:2")]
    [InlineData("a\v\f\t\r\nb", "Word:a Word:b")]
    [InlineData("a/**/b/***/c", "Word:a Word:b Word:c")]
    public void Comments_and_blanks_are_passed(string text, string expected) => Assert.Equal(expected, Tokens(text));

    [Theory]
    [InlineData("'a''b'", "String:'a''b'")]
    [InlineData("'a\\'; b", "String:'a\\' Semicolon:; Word:b")]
    [InlineData("E'a\\'; b'", "EscapeString:E'a\\'; b'")]
    [InlineData("e'\\\\' c", "EscapeString:e'\\\\' Word:c")]
    [InlineData("N'x' n'y'", "String:N'x' String:n'y'")]
    [InlineData("B'01''1'", "BitString:B'01' String:'1'")]
    [InlineData("x'fF'", "BitString:x'fF'")]
    [InlineData("U&'\\0027'", "UnicodeString:U&'\\0027'")]
    [InlineData("U&'!0027' UESCAPE '!' b", "UnicodeString:U&'!0027' UESCAPE '!' Word:b")]
    [InlineData("u&\"a\"\"b\"uescape/**/'!'", "UnicodeWord:u&\"a\"\"b\"uescape/**/'!'")]
    [InlineData("u&b", "Word:u Operator:& Word:b")]
    [InlineData("uescape 'x'", "Word:uescape String:'x'")]
    [InlineData("abce'x'", "Word:abce String:'x'")]
    public void Literals_end_where_the_server_ends_them(string text, string expected) => Assert.Equal(expected, Tokens(text));

    [Theory]
    [InlineData("'a'\n'b'", "String:'a'\n'b'")]
    [InlineData("'a' -- c\n -- d\r\t'b''c'", "String:'a' -- c\n -- d\r\t'b''c'")]
    [InlineData("'a' 'b'", "String:'a' String:'b'")]
    [InlineData("'a' /*\n*/ 'b'", "String:'a' String:'b'")]
    [InlineData("'a' -- '\n; b --'", "String:'a' Semicolon:; Word:b")]
    [InlineData("E'a'\n'\\''", "EscapeString:E'a'\n'\\''")]
    [InlineData("'a'\nE'b'", "String:'a' EscapeString:E'b'")]
    public void Adjacent_literals_are_one_only_across_a_line_end(string text, string expected) =>
        Assert.Equal(expected, Tokens(text));

    [Theory]
    [InlineData("$$a;$b$$", "DollarString:$$a;$b$$")]
    [InlineData("$a$ $b$ ' $a$x", "DollarString:$a$ $b$ ' $a$ Word:x")]
    [InlineData("$\u00e91$'$\u00e91$", "DollarString:$\u00e91$'$\u00e91$")]
    [InlineData("a$$b$$", "Word:a$$b$$")]
    [InlineData("1$$b$$", "Number:1 DollarString:$$b$$")]
    [InlineData("$a$b$a$a$", "DollarString:$a$b$a$ Word:a$")]
    [InlineData("$A$x$a$;$A$", "DollarString:$A$x$a$;$A$")]
    public void Dollar_quotes_need_their_own_tag(string text, string expected) => Assert.Equal(expected, Tokens(text));

    [Theory]
    [InlineData("a 'b; c")]
    [InlineData("a \"b; c")]
    [InlineData("a $x$b; c")]
    [InlineData("a /* b /* c */; d")]
    [InlineData("a E'b\\'; c")]
    [InlineData("a U&'b; c")]
    [InlineData("a U&\"b; c UESCAPE '!'")]
    [InlineData("a B'01; c")]
    public void Unterminated_tokens_swallow_the_rest_and_are_invalid(string text)
    {
        string tokens = Tokens(text);
        Assert.StartsWith("Word:a Invalid:", tokens, StringComparison.Ordinal);
        Assert.DoesNotContain("Semicolon", tokens, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a \\ b", "Word:a Invalid:\\ Word:b")]
    [InlineData("a \0 b", "Word:a Invalid:\0 Word:b")]
    [InlineData("{$}", "Invalid:{ Invalid:$ Invalid:}")]
    [InlineData("U&'x' UESCAPE '!!'", "Invalid:U&'x' Word:UESCAPE String:'!!'")]
    [InlineData("U&\"x\" UESCAPE E'!'", "Invalid:U&\"x\" Word:UESCAPE EscapeString:E'!'")]
    public void What_starts_no_token_is_invalid(string text, string expected) => Assert.Equal(expected, Tokens(text));

    [Theory]
    [InlineData("'a\\'; b'", "String:'a\\'; b'")]
    [InlineData("N'a\\'; b'", "String:N'a\\'; b'")]
    [InlineData("'a\\\\'; b", "String:'a\\\\' Semicolon:; Word:b")]
    [InlineData("B'1\\'; b", "BitString:B'1\\' Semicolon:; Word:b")]
    [InlineData("$$\\$$; b", "DollarString:$$\\$$ Semicolon:; Word:b")]
    [InlineData("U&'a'", "Invalid:U&'a'")]
    public void Without_standard_conforming_strings_backslashes_escape_in_plain_literals(string text, string expected) =>
        Assert.Equal(expected, Tokens(text, Escaping));

    [Fact]
    public void Keywords_are_found_in_any_case_but_never_in_quotes()
    {
        byte[] text = "sElEcT \"select\" U&\"select\" selects"u8.ToArray();
        var lexer = new PostgresLexer(text, LexicalContext.PostgresDefault);
        Assert.Equal(PostgresKeyword.Select, lexer.Next().Keyword);
        Assert.Equal(PostgresKeyword.None, lexer.Next().Keyword);
        Assert.Equal(PostgresKeyword.None, lexer.Next().Keyword);
        Assert.Equal(PostgresKeyword.None, lexer.Next().Keyword);
    }

    [Fact]
    public void Every_cut_of_a_text_gives_tokens_that_stay_inside_it()
    {
        byte[] text = Encoding.UTF8.GetBytes(
            "SELECT E'a\\'b', U&\"x\" UESCAPE '!', $t$ ; $t$, 1.5e-3 /* c /* d */ */ -- e\n, 'f'\n'g', a.b::c, \u00e9*-1;");
        for (int length = 0; length <= text.Length; length++)
        {
            var lexer = new PostgresLexer(text.AsSpan(0, length), LexicalContext.PostgresDefault);
            int end = 0;
            for (Token token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
            {
                Assert.True(token.Start >= end && token.Length > 0 && token.End <= length);
                end = token.End;
            }
        }
    }

    [Fact]
    public void Lexing_allocates_nothing()
    {
        byte[] text = "SELECT a, 'b', $$c$$, \"d\" FROM e WHERE f(1) = U&\"g\" UESCAPE '!' -- h"u8.ToArray();
        Count(text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int tokens = Count(text);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(17, tokens);
    }

    private static int Count(byte[] text)
    {
        var lexer = new PostgresLexer(text, LexicalContext.PostgresDefault);
        int count = 0;
        while (lexer.Next().Kind != TokenKind.End)
            count++;
        return count;
    }

    private static string Tokens(string text) => Tokens(text, LexicalContext.PostgresDefault);

    private static string Tokens(string text, LexicalContext context)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var lexer = new PostgresLexer(bytes, context);
        var tokens = new List<string>();
        for (Token token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
            tokens.Add($"{token.Kind}:{Encoding.UTF8.GetString(bytes, token.Start, token.Length)}");
        return string.Join(' ', tokens);
    }
}
