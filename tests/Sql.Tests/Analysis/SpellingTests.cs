using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Tests.Corpus;

namespace WireProxy.Sql.Tests.Analysis;

/// <summary>How a statement is spelt between its tokens, and the case of its words, never change its summary.</summary>
public sealed class SpellingTests
{
    private static readonly string[] Trivia =
        [" ", "\n", "\t\r\n", "/**/", " /* ; DELETE FROM x */ ", "-- ' ; DROP TABLE x\n", "/* /* \" */ $$ */", "--\r", "\f/*'*/\v"];

    [Fact]
    public void Comments_and_blanks_between_tokens_change_nothing() => Check(Respelt((token, _, trivia) => trivia + token));

    [Fact]
    public void The_case_of_words_changes_nothing() =>
        Check(Respelt((token, kind, trivia) => " " + (kind != TokenKind.Word ? token
            : trivia.Length % 2 == 0 ? token.ToUpperInvariant() : token.ToLowerInvariant())));

    [Fact]
    public void Quoting_the_names_of_relations_hides_nothing()
    {
        Assert.Equal("Select r:staff f:pg_sleep", Shown.Of("select\"pg_sleep\"(1)from\"staff\"where\"x\"=1"));
        Assert.Equal("Select r:pub.staff", Shown.Of("SELECT * FROM \"pub\" . \"staff\""));
        Assert.Equal("Select r:Staff", Shown.Of("SELECT * FROM \"Staff\""));
        Assert.Equal("Select r:select", Shown.Of("SELECT * FROM \"select\""));
    }

    private static void Check(Gen<(string Expected, string Respelt)> pairs) =>
        Prop.ForAll(Arb.From(pairs), pair => Shown.Of(pair.Respelt) == pair.Expected)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(17, 19));

    private static Gen<(string, string)> Respelt(Func<string, TokenKind, string, string> spell) =>
        from pair in Gen.Elements(StatementCorpus.Golden.ToArray())
        from trivia in Gen.ArrayOf(Gen.Elements(Trivia), 200)
        select (pair.Summary, Spell(pair.Sql, trivia, spell));

    private static string Spell(string sql, string[] trivia, Func<string, TokenKind, string, string> spell)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        var lexer = new PostgresLexer(text, LexicalContext.PostgresDefault);
        var respelt = new StringBuilder();
        int place = 0;
        for (Token token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
            respelt.Append(spell(Encoding.UTF8.GetString(text, token.Start, token.Length), token.Kind, trivia[place++]));
        return respelt.ToString();
    }
}
