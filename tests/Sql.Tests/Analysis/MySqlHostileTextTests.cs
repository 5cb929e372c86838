using System.Diagnostics;
using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Tests.Corpus;

namespace WireProxy.Sql.Tests.Analysis;

/// <summary>Depth, size and noise in MySQL's dialect: the analyser answers, in bounded time and on a small stack.</summary>
public sealed class MySqlHostileTextTests
{
    private const string DeepGap = " partial";

    private static readonly LexicalContext Context = LexicalContext.MySqlDefault with { Server = new ServerVersion(ServerFamily.MariaDb, 110402) };

    [Theory]
    [InlineData("SELECT ", "(", "1", ")")]
    [InlineData("SELECT * FROM ", "(", "a", ")")]
    [InlineData("", "(", "SELECT 1", ")")]
    [InlineData("SELECT ", "f(", "1", ")")]
    [InlineData("SELECT ", "(SELECT ", "1", ")")]
    [InlineData("SELECT ", "EXISTS (SELECT ", "1", ")")]
    [InlineData("SELECT * FROM ", "(SELECT * FROM ", "a", ") b")]
    [InlineData("SELECT * FROM ", "{oj a JOIN ", "b", "}")]
    [InlineData("SELECT ", "{fn ", "1", "}")]
    [InlineData("", "WITH a AS (", "SELECT 1", ") SELECT 1")]
    [InlineData("", "WITH a AS (SELECT 1) ", "SELECT 1", "")]
    [InlineData("", "EXPLAIN ", "SELECT 1", "")]
    [InlineData("", "SET STATEMENT a = 1 FOR ", "SELECT 1", "")]
    [InlineData("", "EXECUTE IMMEDIATE '", "SELECT 1", "'")]
    [InlineData("CREATE TABLE a ", "(", "b int", ")")]
    [InlineData("CREATE PROCEDURE a () ", "BEGIN ", "SELECT 1; ", "END; ")]
    [InlineData("CREATE PROCEDURE a () ", "IF a THEN ", "SELECT 1; ", "END IF; ")]
    [InlineData("", "BEGIN NOT ATOMIC ", "SELECT 1; ", "END; ")]
    [InlineData("SELECT * FROM JSON_TABLE('', '' COLUMNS (", "NESTED PATH '' COLUMNS (", "a INT PATH ''", ")")]
    [InlineData("SELECT ", "CASE WHEN ", "1", " END")]
    [InlineData("SELECT sum(a) OVER ", "(ORDER BY sum(a) OVER ", "()", ")")]
    [InlineData("SELECT 1", " UNION SELECT 1", "", "")]
    [InlineData("SELECT * FROM a", " JOIN b ON c", "", "")]
    [InlineData("SELECT * FROM a", " NATURAL", "", "")]
    [InlineData("SELECT a", ".b", "", "")]
    [InlineData("SELECT ", "- ", "1", "")]
    [InlineData("SELECT ", "@a := ", "1", "")]
    [InlineData("SELECT ", "INTERVAL ", "1", " DAY")]
    [InlineData("SELECT ", "a -> ", "'$'", "")]
    [InlineData("SELECT 'a' ", "'b' ", "", "")]
    [InlineData("SELECT ", "_utf8mb4 ", "'a'", "")]
    [InlineData("", "/* ", "", "")]
    [InlineData("", "/*! ", "SELECT 1", " */")]
    [InlineData("", "/*!50000 ", "SELECT 1", "")]
    [InlineData("SELECT '", "''", "'", "")]
    [InlineData("SELECT `", "``", "`", "")]
    [InlineData("", ";", "", "")]
    [InlineData("", "SELECT 1;", "", "")]
    [InlineData("INSERT INTO a VALUES ", "(1, 'x', f(2)),", "(1)", "")]
    [InlineData("SELECT * FROM ", "a,", "a", "")]
    [InlineData("UPDATE a SET ", "b = (SELECT 1),", "c = 1", "")]
    public void Ten_thousand_repetitions_are_answered_on_a_small_stack(string start, string repeated, string middle, string end)
    {
        byte[] text = Encoding.UTF8.GetBytes(start + Repeat(repeated) + middle + Repeat(end));
        Assert.NotNull(SmallStack.Run(() => MySqlAnalyzer.Analyze(text, Context)));
        Assert.NotNull(SmallStack.Run(() => MySqlAnalyzer.Analyze(text, LexicalContext.MySqlDefault)));
    }

    [Theory]
    [InlineData("SELECT {0}1{1}", "(", ")")]
    [InlineData("SELECT * FROM {0}staff{1}", "(", ")")]
    [InlineData("SELECT {0}1{1}", "(SELECT ", ")")]
    [InlineData("CREATE PROCEDURE p () {0}SELECT 1; {1}", "IF a THEN ", "END IF; ")]
    public void What_is_nested_too_deep_is_partial(string format, string open, string close)
    {
        string deep = string.Format(null, CompositeFormat.Parse(format), Repeat(open), Repeat(close));
        Assert.Contains(DeepGap, Shown.OfMySql(deep), StringComparison.Ordinal);
        string shallow = string.Format(null, CompositeFormat.Parse(format), Repeat(open, 50), Repeat(close, 50));
        Assert.DoesNotContain(DeepGap, Shown.OfMySql(shallow.TrimEnd(' ', ';')), StringComparison.Ordinal);
    }

    [Fact]
    public void Statements_behind_a_deep_one_are_still_found() =>
        Assert.EndsWith("| Delete w:a where:Missing",
            Shown.OfMySql($"SELECT {Repeat("(")}1{Repeat(")")}; DELETE FROM a"), StringComparison.Ordinal);

    [Theory]
    [InlineData("SELECT a{0}() FROM b{0}", 20_000)]
    [InlineData("WITH a{0} AS (SELECT * FROM a{0}) SELECT * FROM a{0};", 20_000)]
    [InlineData("a{0},", 100_000)]
    [InlineData(" (SELECT c{0}) AS c{0}, ", 30_000)]
    [InlineData(" /*!{0} a, */ ", 50_000)]
    public void A_megabyte_of_different_names_is_answered_in_time(string format, int count)
    {
        var text = new StringBuilder("SELECT * FROM ");
        for (int i = 0; i < count; i++)
            text.AppendFormat(null, CompositeFormat.Parse(format), i);
        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        Assert.NotEmpty(SmallStack.Run(() => MySqlAnalyzer.Analyze(bytes, LexicalContext.MySqlDefault)).Statements);
    }

    [Fact]
    public void A_megabyte_of_comment_or_literal_hides_nothing()
    {
        string padding = new('x', 1 << 20);
        Assert.Equal("Truncate w:a", Shown.OfMySql($"-- {padding}\nTRUNCATE a"));
        Assert.Equal("Truncate w:a", Shown.OfMySql($"#{padding}\nTRUNCATE a"));
        Assert.Equal("Delete w:a where:Missing", Shown.OfMySql($"DELETE /*{padding}*/ FROM a"));
        Assert.Equal("Select | Drop w:a", Shown.OfMySql($"SELECT '{padding}'; DROP TABLE a"));
        Assert.Equal("Select f:sleep", Shown.OfMySql($"SELECT /*!{new string(' ', 1 << 20)}sleep(1) */"));
    }

    [Fact]
    public void What_ends_inside_parentheses_a_literal_or_a_comment_is_never_complete()
    {
        foreach (byte[] statement in StatementCorpus.AllMySql)
        {
            for (int length = 0; length <= statement.Length; length++)
            {
                ReadOnlySpan<byte> cut = statement.AsSpan(0, length);
                StatementBatch batch = MySqlAnalyzer.Analyze(cut, Context);
                if (EndsInside(cut))
                    Assert.False(batch.Statements[^1].Coverage.IsComplete, Encoding.UTF8.GetString(cut));
                MySqlAnalyzer.Analyze(cut, LexicalContext.MySqlDefault);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_changes_of_bytes_are_answered_in_time(int seed)
    {
        var random = new Random(seed);
        long started = Stopwatch.GetTimestamp();
        for (int round = 0; round < 50_000; round++)
        {
            byte[] text = [.. StatementCorpus.AllMySql[random.Next(StatementCorpus.AllMySql.Count)]];
            int changes = random.Next(1, 6);
            for (int i = 0; i < changes; i++)
                text[random.Next(text.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "'\"`();,.*/-\\@!#: \n{}_xN"[random.Next(23)]);
            Check(text, random.Next(2) == 0 ? Context : LexicalContext.MySqlDefault);
        }
        Assert.True(Stopwatch.GetElapsedTime(started) < SmallStack.Patience);
    }

    [Fact]
    public void Random_bytes_are_answered()
    {
        var random = new Random(7);
        for (int round = 0; round < 20_000; round++)
        {
            var text = new byte[random.Next(200)];
            random.NextBytes(text);
            Check(text, LexicalContext.MySqlDefault);
        }
    }

    /// <summary>Whether the last statement has more opening than closing parentheses, or a token without an end.</summary>
    private static bool EndsInside(ReadOnlySpan<byte> text)
    {
        var lexer = new MySqlLexer(text, Context, Context.Server);
        int depth = 0;
        for (MySqlToken token = lexer.Next(); token.Kind != MySqlTokenKind.End; token = lexer.Next())
        {
            if (token.Kind == MySqlTokenKind.Invalid)
                return true;
            depth = token.Kind switch
            {
                MySqlTokenKind.OpenParen => depth + 1,
                MySqlTokenKind.CloseParen => depth - 1,
                MySqlTokenKind.Semicolon => 0,
                _ => depth,
            };
        }
        return depth > 0;
    }

    /// <summary>Summaries follow each other and lie inside the text.</summary>
    private static void Check(byte[] text, LexicalContext context)
    {
        int end = 0;
        foreach (StatementSummary summary in MySqlAnalyzer.Analyze(text, context).Statements)
        {
            Assert.True(summary.Text.End.Value >= summary.Text.Start.Value, Encoding.UTF8.GetString(text));
            // Readings of executable comments that differ overlap.
            Assert.True(summary.Text.Start.Value >= end || context.Server.Family == ServerFamily.Unknown, Encoding.UTF8.GetString(text));
            end = summary.Text.End.Value;
            Assert.True(end <= text.Length && summary.Kinds.Contains(summary.Kind), Encoding.UTF8.GetString(text));
        }
    }

    private static string Repeat(string part, int count = 10_000) => new StringBuilder().Insert(0, part, count).ToString();
}
