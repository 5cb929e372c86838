using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WireProxy.Sql.Fingerprints;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Tests.Corpus;

namespace WireProxy.Sql.Tests.Fingerprints;

public sealed class FingerprintTests
{
    private static readonly string[] Trivia = [" ", "\n", "\t", " /**/", " /* ; DELETE FROM x */ ", " -- ' ; DROP TABLE x\n"];

    /// <summary>Allow lists hold these: a change needs a new version.</summary>
    [Theory]
    [InlineData("SELECT id FROM t WHERE a = 1", "01911a1eb37b13edd0e566d3e6b2b3ce", "01c509ad414e11b2ee31e4593c502d24")]
    [InlineData("INSERT INTO t VALUES (1, 'x'), (2, 'y')", "01556371b7c45414ee51a4af9c369e61", "01b555ced6ce141d0c61433d3b877d5d")]
    [InlineData("SET x = 1", "01a1d32794040ddd32dbb6e0760aed05", "01fd5a477973812ab3ccdc28d4a4fbad")]
    public void The_values_are_frozen(string sql, string postgres, string mySql)
    {
        Assert.Equal(postgres, Shape.Postgres(sql));
        Assert.Equal(mySql, Shape.MySql(sql));
    }

    [Fact]
    public void They_are_written_and_read_as_hexadecimal_digits()
    {
        string text = Shape.Postgres("SELECT 1")!;
        Assert.True(Fingerprint.TryParse(text, out Fingerprint value, out _));
        Assert.Equal(text, value.ToString());
        Assert.True(Fingerprint.TryParse(text.ToUpperInvariant(), out Fingerprint upper, out _));
        Assert.Equal(value, upper);
    }

    [Theory]
    [InlineData("", "32 hexadecimal digits")]
    [InlineData("0123", "32 hexadecimal digits")]
    [InlineData("01xyzxyzxyzxyzxyzxyzxyzxyzxyzxyz", "32 hexadecimal digits")]
    [InlineData(" 1000000000000000000000000000000", "32 hexadecimal digits")]
    [InlineData("02000000000000000000000000000000", "version 2")]
    [InlineData("00000000000000000000000000000000", "version 0")]
    public void Other_texts_are_refused(string text, string why)
    {
        Assert.False(Fingerprint.TryParse(text, out _, out string? problem));
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Comments_blanks_and_case_between_tokens_change_nothing() => Prop.ForAll(
        Arb.From(
            from pair in Gen.Elements(StatementCorpus.Golden.ToArray())
            from trivia in Gen.ArrayOf(Gen.Elements(Trivia), 200)
            select (pair.Sql, Respelt: Respell(pair.Sql, trivia))),
        pair => Shape.Of(pair.Sql, LexicalContext.PostgresDefault).SequenceEqual(Shape.Of(pair.Respelt, LexicalContext.PostgresDefault)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(17, 19));

    [Fact]
    public void No_two_statements_of_the_corpus_share_one_unless_they_have_the_same_words()
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        int told = 0;
        foreach (string sql in StatementCorpus.Golden.Select(pair => pair.Sql).Distinct())
        {
            foreach (string fingerprint in Shape.Of(sql, LexicalContext.PostgresDefault).OfType<string>().Take(1))
            {
                told++;
                if (!seen.TryAdd(fingerprint, sql))
                    Assert.Equal(Words(seen[fingerprint]), Words(sql));
            }
        }
        Assert.True(told > 100, $"only {told} of the corpus have one");
    }

    [Fact]
    public void Bytes_of_any_kind_are_survived()
    {
        var random = new Random(20);
        byte[][] corpus = [.. StatementCorpus.Golden.Select(pair => Encoding.UTF8.GetBytes(pair.Sql))];
        for (int i = 0; i < 20_000; i++)
        {
            byte[] text = [.. corpus[random.Next(corpus.Length)]];
            for (int change = random.Next(1, 4); change > 0 && text.Length > 0; change--)
                text[random.Next(text.Length)] = (byte)(random.Next(2) == 0 ? random.Next(256) : "'\"`$/*-;()\\ "[random.Next(12)]);
            int cut = random.Next(text.Length + 1);
            Shape.Of(text[..cut], LexicalContext.PostgresDefault);
            Shape.Of(text[..cut], LexicalContext.MySqlDefault);
        }
    }

    /// <summary>The set of words, without literals and names whose number of repetitions may differ.</summary>
    private static string Words(string sql)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        var lexer = new PostgresLexer(text, LexicalContext.PostgresDefault);
        var words = new SortedSet<string>(StringComparer.Ordinal);
        for (Token token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (token.IsWord)
                words.Add(Encoding.UTF8.GetString(text, token.Start, token.Length).ToLowerInvariant());
        }
        return string.Join(' ', words);
    }

    private static string Respell(string sql, string[] trivia)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        var lexer = new PostgresLexer(text, LexicalContext.PostgresDefault);
        var respelt = new StringBuilder();
        int place = 0;
        for (Token token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            string word = Encoding.UTF8.GetString(text, token.Start, token.Length);
            respelt.Append(trivia[place++]).Append(token.Kind == TokenKind.Word && place % 2 == 0 ? word.ToUpperInvariant() : word);
        }
        return respelt.ToString();
    }
}
