using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Tests.Corpus;

namespace WireProxy.Sql.Tests.Analysis;

/// <summary>How a statement of MySQL is spelt between its tokens, and the case of its keywords, never change its summary.</summary>
public sealed class MySqlSpellingTests
{
    // Two dashes are a comment only with a blank or the like behind them.
    private static readonly string[] Trivia =
        [" ", "\n", "\t\r\n", "/**/", " /* ; DELETE FROM x */ ", " -- ' ; DROP TABLE x\n", " # \" */ `\n", " --\n", "\f/*'*/\v", "/*-- */", "/* #*/ "];

    private static readonly LexicalContext Context = LexicalContext.MySqlDefault;

    /// <summary>Without executable comments, whose tokens belong to some servers only.</summary>
    private static readonly (string Sql, string Summary)[] Statements =
        [.. StatementCorpus.MySql.Where(pair => !pair.Sql.Contains("/*!", StringComparison.Ordinal) && !pair.Sql.Contains("/*M!", StringComparison.Ordinal))];

    [Fact]
    public void Comments_and_blanks_between_tokens_change_nothing() =>
        Check(pair => Shown.OfMySql(pair.Respelt) == pair.Expected, (token, _, trivia) => trivia + token);

    [Fact]
    public void The_case_of_keywords_changes_nothing() =>
        Check(pair => string.Equals(Shown.OfMySql(pair.Respelt), pair.Expected, StringComparison.OrdinalIgnoreCase),
            (token, keyword, trivia) => (trivia.Length == 0 ? "" : " ")
                + (keyword == MySqlKeyword.None ? token : trivia.Length % 2 == 0 ? token.ToUpperInvariant() : token.ToLowerInvariant()));

    [Fact]
    public void Quoting_the_names_of_relations_hides_nothing()
    {
        Assert.Equal("Select r:staff f:sleep", Shown.OfMySql("select`sleep`(1)from`staff`where`x`=1"));
        Assert.Equal("Select r:pub.staff", Shown.OfMySql("SELECT * FROM `pub` . `staff`"));
        Assert.Equal("Select r:Staff", Shown.OfMySql("SELECT * FROM `Staff`"));
        Assert.Equal("Select r:select", Shown.OfMySql("SELECT * FROM `select`"));
        LexicalContext ansi = Context with { DoubleQuotes = DoubleQuotes.Identifier };
        Assert.Equal("Select r:staff", Shown.OfMySql("SELECT\"x\"FROM\"staff\""u8.ToArray(), ansi));
    }

    private static void Check(Func<(string Expected, string Respelt), bool> holds, Func<string, MySqlKeyword, string, string> spell)
    {
        Gen<(string, string)> pairs =
            from pair in Gen.Elements(Statements)
            from trivia in Gen.ArrayOf(Gen.Elements(Trivia), 200)
            select (pair.Summary, Spell(pair.Sql, trivia, spell));
        Prop.ForAll(Arb.From(pairs), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(5000).WithReplay(17, 19));
    }

    private static string Spell(string sql, string[] trivia, Func<string, MySqlKeyword, string, string> spell)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        var lexer = new MySqlLexer(text, Context, Context.Server);
        var respelt = new StringBuilder();
        MySqlToken previous = default;
        int place = 0;
        for (MySqlToken token = lexer.Next(); token.Kind != MySqlTokenKind.End; token = lexer.Next())
        {
            string between = StaysTogether(previous, token) ? "" : trivia[place++];
            respelt.Append(spell(Encoding.UTF8.GetString(text, token.Start, token.Length), token.Keyword, between));
            previous = token;
        }
        return respelt.ToString();
    }

    /// <summary>
    /// Blanks mean something to MySQL before the arguments of some functions, behind <c>@@</c>, and at dots: directly behind
    /// one no word is a keyword.
    /// </summary>
    private static bool StaysTogether(MySqlToken previous, MySqlToken token)
    {
        bool isAdjacent = previous.Length > 0 && previous.End == token.Start;
        return isAdjacent && (token.Kind is MySqlTokenKind.OpenParen or MySqlTokenKind.Dot
            || previous.Kind is MySqlTokenKind.SystemVariable or MySqlTokenKind.Dot);
    }
}
