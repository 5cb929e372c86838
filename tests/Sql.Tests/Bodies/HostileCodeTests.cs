using System.Diagnostics;
using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Tests.Analysis;
using WireProxy.Sql.Tests.Corpus;

namespace WireProxy.Sql.Tests.Bodies;

/// <summary>Code in literals that is deep, long, broken or nested in other code: answered in time on a small stack, never with less than it does.</summary>
public sealed class HostileCodeTests
{
    [Theory]
    [InlineData("BEGIN ", "BEGIN ", "NULL;", " END;", " END")]
    [InlineData("BEGIN ", "IF a THEN ", "NULL;", " END IF;", " END")]
    [InlineData("BEGIN ", "LOOP ", "NULL;", " END LOOP;", " END")]
    [InlineData("BEGIN ", "CASE WHEN a THEN ", "NULL;", " END CASE;", " END")]
    [InlineData("BEGIN ", "FOR r IN SELECT 1 LOOP ", "NULL;", " END LOOP;", " END")]
    [InlineData("BEGIN ", "<<l>> ", "NULL;", "", " END")]
    [InlineData("BEGIN IF a THEN NULL; ", "ELSIF b THEN NULL; ", "", "", "END IF; END")]
    [InlineData("BEGIN CASE ", "WHEN b THEN NULL; ", "", "", "END CASE; END")]
    [InlineData("BEGIN NULL; EXCEPTION ", "WHEN a OR b THEN NULL; ", "", "", "END")]
    [InlineData("BEGIN a := ", "(", "1", ")", "; END")]
    [InlineData("BEGIN a", "[", "1", "]", " := 1; END")]
    [InlineData("BEGIN a", ".b", "", "", " := 1; END")]
    [InlineData("BEGIN a", "[1]", "", "", " := 1; END")]
    [InlineData("BEGIN SELECT 1 INTO a", ", b", "", "", "; END")]
    [InlineData("BEGIN SELECT 1", " INTO a", "", "", "; END")]
    [InlineData("BEGIN RAISE NOTICE 'x'", ", (SELECT 1)", "", "", "; END")]
    [InlineData("BEGIN EXECUTE 'x' ", "INTO a USING b ", "", "", "; END")]
    [InlineData("BEGIN GET DIAGNOSTICS a = b", ", a = b", "", "", "; END")]
    [InlineData("DECLARE ", "a int; ", "", "", "BEGIN END")]
    [InlineData("", "DECLARE ", "", "", "BEGIN END")]
    [InlineData("", "#option dump ", "", "", "BEGIN END")]
    [InlineData("BEGIN ", "SELECT 1;", "", "", "END")]
    [InlineData("BEGIN ", "/* ", "", "", "END")]
    [InlineData("BEGIN ", "FETCH ", "", "", "a; END")]
    [InlineData("BEGIN FETCH ", "a FROM ", "", "", "c; END")]
    [InlineData("BEGIN ", "a = ", "", "", "1; END")]
    [InlineData("BEGIN ", "$a", "", "", "; END")]
    public void Ten_thousand_repetitions_are_answered_on_a_small_stack(string start, string repeated, string middle, string end, string last)
    {
        string code = start + Repeat(repeated) + middle + Repeat(end) + last;
        Assert.NotEmpty(OnSmallStack($"DO $code${code}$code$").Statements);
        Assert.NotEmpty(OnSmallStack($"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $code${code}$code$").Statements);
    }

    [Fact]
    public void Code_that_is_nested_too_deep_is_partial_and_what_is_behind_it_is_still_found()
    {
        string deep = Shown.Of($"DO $$ BEGIN {Repeat("IF a THEN ")}NULL;{Repeat(" END IF;")} DELETE FROM staff; END $$; TRUNCATE t");
        Assert.Equal("Do+Delete r:staff w:staff where:Missing moves partial | Truncate w:t", deep);
        Assert.Equal("Do+Delete w:staff where:Missing moves",
            Shown.Of($"DO $$ BEGIN {Repeat("IF a THEN ", 100)}NULL;{Repeat(" END IF;", 100)} DELETE FROM staff; END $$"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    public void Code_in_code_is_read_with_dollar_quotes_in_dollar_quotes(int levels)
    {
        string code = "DELETE FROM staff";
        for (int level = 0; level < levels; level++)
            code = $"CREATE FUNCTION f{level}() RETURNS void LANGUAGE sql AS $t{level}${code}$t{level}$";
        Assert.Equal("Create+Delete w:staff where:Missing moves", Shown.Of(code));
    }

    [Fact]
    public void Code_in_code_without_end_is_partial()
    {
        string code = "DELETE FROM staff";
        for (int level = 0; level < 10_000; level++)
            code = $"DO $t{level}$ BEGIN {code}; END $t{level}$";
        Assert.EndsWith("partial", Shown.Of(Assert.Single(OnSmallStack(code).Statements)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"DO E'BEGIN DELETE FROM pri\vate; END'")]
    [InlineData(@"DO $$ BEGIN EXECUTE E'DELETE FROM pri\vate'; END $$")]
    [InlineData(@"CREATE FUNCTION f() RETURNS void LANGUAGE sql AS E'DELETE\vFROM private'")]
    public void Code_with_an_escape_that_versions_read_differently_is_partial(string sql) =>
        Assert.EndsWith("partial", Shown.Of(sql), StringComparison.Ordinal);

    [Fact]
    public void Code_that_reads_in_two_ways_on_each_level_is_answered_in_time()
    {
        string code = @"SELECT '\'";
        for (int level = 0; level < 200; level++)
            code = $@"DO $t{level}$ BEGIN a := 'x\y'; {code}; END $t{level}$";
        Assert.EndsWith("partial", Shown.Of(Assert.Single(OnSmallStack(code).Statements)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BEGIN {0} END", "INSERT INTO t{1} VALUES (1);", 30_000)]
    [InlineData("BEGIN {0} END", "a{1} := f{1}(1);", 60_000)]
    [InlineData("BEGIN {0} END", "SELECT x INTO a FROM t{1};", 40_000)]
    [InlineData("BEGIN SELECT x INTO a FROM t, {0} u; END", "t{1},", 100_000)]
    [InlineData("BEGIN FOR r IN SELECT 1 LOOP {0} END LOOP; END", "IF a{1} THEN NULL; END IF;", 30_000)]
    [InlineData("BEGIN {0} END", "EXECUTE 'DELETE FROM t{1}';", 30_000)]
    [InlineData("BEGIN {0} END", "EXECUTE 'SELECT ''\\d'' FROM t{1}';", 30_000)]
    [InlineData("DECLARE {0} BEGIN END", "a{1} int := 1;", 60_000)]
    [InlineData("BEGIN a := {0} 1; END", "f({1}) +", 100_000)]
    [InlineData("{0}", "BEGIN ", 170_000)]
    [InlineData("BEGIN {0}", "a := (", 170_000)]
    [InlineData("BEGIN {0}", "a := b ", 140_000)]
    [InlineData("BEGIN {0}", "FOR a IN b ", 90_000)]
    public void A_megabyte_of_code_is_answered_in_time(string format, string repeated, int count)
    {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++)
            text.Append(repeated.Replace("{1}", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        string code = format.Replace("{0}", text.ToString(), StringComparison.Ordinal);
        long started = Stopwatch.GetTimestamp();
        Assert.Single(OnSmallStack($"DO $code${code}$code$").Statements);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5), "it takes too long");
    }

    [Fact]
    public void Code_that_is_longer_than_is_read_is_partial() =>
        Assert.EndsWith("partial", Shown.Of($"DO $$ BEGIN {new string(' ', 5 << 20)} DELETE FROM t; END $$"), StringComparison.Ordinal);

    [Fact]
    public void Code_cut_at_any_place_is_answered_and_is_partial_where_a_statement_of_it_is_cut()
    {
        const string Code = "BEGIN DELETE FROM staff WHERE f(1); END";
        for (int length = 0; length < Code.Length - 1; length++)
            Assert.EndsWith("partial", Shown.Of($"DO $$ {Code[..length]} $$"), StringComparison.Ordinal);
        foreach ((string sql, _) in StatementCorpus.Golden.Where(pair => pair.Sql.StartsWith("DO $$", StringComparison.Ordinal)))
        {
            for (int length = 5; length <= sql.Length - 2; length++)
                Assert.NotEmpty(Shown.Of(string.Concat(sql.AsSpan(0, length), "$$")));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_changes_of_bytes_in_code_are_answered_in_time(int seed)
    {
        byte[][] statements = [.. StatementCorpus.All.Where(text => text.AsSpan().IndexOf("$$"u8) > 0)];
        var random = new Random(seed);
        long started = Stopwatch.GetTimestamp();
        for (int round = 0; round < 30_000; round++)
        {
            byte[] text = [.. statements[random.Next(statements.Length)]];
            int first = text.AsSpan().IndexOf("$$"u8) + 2;
            for (int changes = random.Next(1, 6); changes > 0; changes--)
                text[random.Next(first, text.Length - 2)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "'\"$();,.*/-\\[]: \nEUeu&#<>="[random.Next(25)]);
            PostgresAnalyzer.Analyze(text, LexicalContext.PostgresDefault with { Backslash = (BackslashInLiteral)random.Next(2) });
        }
        Assert.True(Stopwatch.GetElapsedTime(started) < SmallStack.Patience);
    }

    private static string Repeat(string part, int count = 10_000) => new StringBuilder().Insert(0, part, count).ToString();

    private static StatementBatch OnSmallStack(string text) =>
        SmallStack.Run(() => PostgresAnalyzer.Analyze(Encoding.UTF8.GetBytes(text), LexicalContext.PostgresDefault));
}
