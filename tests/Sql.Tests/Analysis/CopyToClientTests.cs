using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Analysis;

/// <summary>What is read of a COPY TO STDOUT, so that its data can be.</summary>
public sealed class CopyToClientTests
{
    [Theory]
    [InlineData("COPY t TO STDOUT", "Relation t Text d:09 n:\\N")]
    [InlineData("copy hr . \"T\" (a, \"B\" -- two\n) to stdout;", "Relation hr . \"T\" [a, \"B\" -- two\n] Text d:09 n:\\N")]
    [InlineData("COPY t TO STDIN WITH (FORMAT csv)", "Relation t Csv d:2c n: q:22 e:22")]
    [InlineData("COPY (SELECT a, (b) FROM t) TO STDOUT", "Query SELECT a, (b) FROM t Text d:09 n:\\N")]
    [InlineData("COPY (VALUES (1)) TO STDOUT (FORMAT 'text', DELIMITER '|', NULL '', HEADER)", "Query VALUES (1) Text d:7c n: names")]
    [InlineData("COPY t TO STDOUT (FORMAT binary)", "Relation t Binary")]
    [InlineData("COPY BINARY t TO STDOUT", "Relation t Binary")]
    [InlineData("COPY t TO STDOUT BINARY", "Relation t Binary")]
    [InlineData("COPY t TO STDOUT CSV HEADER DELIMITER ';'", "Relation t Csv d:3b n: q:22 e:22 names")]
    [InlineData("COPY t TO STDOUT WITH CSV DELIMITER AS ';' NULL AS 'NIL' QUOTE AS '''' ESCAPE AS E'\\\\' FORCE QUOTE a, \"B\"",
        "Relation t Csv d:3b n:NIL q:27 e:5c f:a,B")]
    [InlineData("COPY t TO STDOUT CSV FORCE QUOTE *", "Relation t Csv d:2c n: q:22 e:22 f:*")]
    [InlineData("COPY t TO STDOUT (FORMAT csv, FORCE_QUOTE (a, b), FREEZE off)", "Relation t Csv d:2c n: q:22 e:22 f:a,b")]
    [InlineData("COPY t TO STDOUT (FORMAT csv, FORCE_QUOTE *, HEADER false)", "Relation t Csv d:2c n: q:22 e:22 f:*")]
    [InlineData("COPY t TO STDOUT USING DELIMITERS '|'", "Relation t Text d:7c n:\\N")]
    [InlineData("COPY t TO STDOUT DELIMITERS '|' WITH NULL ''", "Relation t Text d:7c n:")]
    [InlineData("COPY t TO STDOUT (DELIMITER E'\\x01', NULL $$-$$)", "Relation t Text d:01 n:-")]
    [InlineData("COPY t TO STDOUT (DELIMITER E'\\t', NULL E'\\101')", "Relation t Text d:09 n:A")]
    [InlineData("COPY t TO STDOUT (FORMAT csv, ESCAPE '\\')", "Relation t Csv d:2c n: q:22 e:5c")]
    [InlineData("COPY t TO STDOUT (ENCODING 'utf-8')", "Relation t Text d:09 n:\\N Utf8")]
    [InlineData("COPY t TO STDOUT ENCODING 'LATIN1'", "Relation t Text d:09 n:\\N Other")]
    [InlineData("COPY t TO STDOUT (HEADER 1, FORMAT csv)", "Relation t Csv d:2c n: q:22 e:22 names")]
    public void Its_source_and_layout_are_read(string sql, string expected) => Assert.Equal(expected, Shown(sql));

    [Theory]
    [InlineData("COPY t TO STDOUT (FORMAT parquet)")]
    [InlineData("COPY t TO STDOUT (FORMAT CSV, format text)")]
    [InlineData("COPY t TO STDOUT (COMPRESSION gzip)")]
    [InlineData("COPY t TO STDOUT COMPRESSED")]
    [InlineData("COPY t TO STDOUT (DELIMITER 'ab')")]
    [InlineData("COPY t TO STDOUT (DELIMITER '')")]
    [InlineData("COPY t TO STDOUT (DELIMITER 'é')")]
    [InlineData("COPY t TO STDOUT (DELIMITER 'n')")]
    [InlineData("COPY t TO STDOUT (DELIMITER '\\')")]
    [InlineData("COPY t TO STDOUT (DELIMITER E'\\n')")]
    [InlineData("COPY t TO STDOUT (DELIMITER U&'\\00e9')")]
    [InlineData("COPY t TO STDOUT (DELIMITER '|', DELIMITER ';')")]
    [InlineData("COPY t TO STDOUT (NULL E'a\\nb')")]
    [InlineData("COPY t TO STDOUT (NULL 'a\tb')")]
    [InlineData("COPY t TO STDOUT (QUOTE '\"')")]
    [InlineData("COPY t TO STDOUT (FORMAT csv, QUOTE ',')")]
    [InlineData("COPY t TO STDOUT (FORMAT csv, QUOTE E'\\r')")]
    [InlineData("COPY t TO STDOUT (FORMAT csv, NULL '\"\"')")]
    [InlineData("COPY t TO STDOUT (HEADER match)")]
    [InlineData("COPY t TO STDOUT (HEADER 2)")]
    [InlineData("COPY t TO STDOUT (FORCE_NULL (a))")]
    [InlineData("COPY t TO STDOUT (ENCODING 'SJIS')")]
    [InlineData("COPY t TO STDOUT (ENCODING 'gb18030')")]
    [InlineData("COPY t TO STDOUT (ENCODING 'default')")]
    [InlineData("COPY t TO STDOUT (FORMAT csv")]
    [InlineData("COPY t TO STDOUT ()")]
    [InlineData("COPY t TO STDOUT CSV WHERE true")]
    [InlineData("COPY t TO STDOUT (FORMAT csv) HEADER")]
    [InlineData("COPY BINARY t TO STDOUT CSV")]
    public void Options_that_the_server_refuses_or_that_are_not_known_leave_nothing_read(string sql) => Assert.Equal("", Shown(sql));

    [Theory]
    [InlineData("COPY t FROM STDIN")]
    [InlineData("COPY t TO '/tmp/x'")]
    [InlineData("COPY t TO PROGRAM 'cat'")]
    [InlineData("SELECT 1")]
    public void Other_statements_are_none(string sql) => Assert.Equal("", Shown(sql));

    [Fact]
    public void A_backslash_is_read_as_the_session_reads_it()
    {
        const string sql = @"COPY t TO STDOUT (FORMAT csv, DELIMITER '\t')";
        Assert.Equal("", Shown(sql));
        Assert.Equal("Relation t Csv d:09 n: q:22 e:22",
            Shown(sql, LexicalContext.PostgresDefault with { Backslash = BackslashInLiteral.Escapes }));
    }

    [Fact]
    public void A_literal_is_read_in_any_spelling()
    {
        Assert.Equal("Relation t Text d:09 n:ab", Shown("COPY t TO STDOUT (NULL 'a'\n'b')"));
        Assert.Equal("Relation t Text d:7c n:\\N", Shown("COPY t TO STDOUT (DELIMITER U&'!007c' UESCAPE '!')"));
    }

    [Fact]
    public void Any_text_with_a_token_replaced_is_read_or_not_but_never_fails()
    {
        string[] words = ["COPY", "t", "TO", "STDOUT", "(", ")", "FORMAT", "csv", "NULL", "''", "'x'", "E'\\x", "DELIMITER", "*", ",", "FORCE_QUOTE", "a", "1", "$$", "U&'a'", "\"", ";"];
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            string sql = "COPY t TO STDOUT " + string.Join(' ', Enumerable.Range(0, random.Next(12)).Select(_ => words[random.Next(words.Length)]));
            foreach (StatementSummary statement in PostgresAnalyzer.Analyze(Encoding.UTF8.GetBytes(sql), LexicalContext.PostgresDefault).Statements)
                Assert.True(statement.Copy is null || statement.Kind == StatementKind.CopyOut, sql);
        }
    }

    private static string Shown(string sql) => Shown(sql, LexicalContext.PostgresDefault);

    private static string Shown(string sql, LexicalContext context)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        if (Assert.Single(PostgresAnalyzer.Analyze(text, context).Statements).Copy is not { Layout: { } layout } copy)
            return "";
        var shown = new StringBuilder($"{copy.SourceKind} {Encoding.UTF8.GetString(text[copy.Source]).Trim()}");
        if (copy.Columns is { } columns)
            shown.Append($" [{Encoding.UTF8.GetString(text[columns])}]");
        shown.Append(' ').Append(layout.Format);
        if (layout.Format != CopyFormat.Binary)
            shown.Append($" d:{layout.Delimiter:x2} n:{layout.NullText}");
        if (layout.Format == CopyFormat.Csv)
            shown.Append($" q:{layout.Quote:x2} e:{layout.Escape:x2}");
        if (layout.ForcedQuotes == ForcedQuotes.All)
            shown.Append(" f:*");
        else if (layout.ForcedColumns.Length > 0)
            shown.Append(" f:").AppendJoin(',', layout.ForcedColumns);
        if (layout.Header == CopyHeader.Names)
            shown.Append(" names");
        if (layout.Encoding != CopyEncoding.Client)
            shown.Append(' ').Append(layout.Encoding);
        return shown.ToString();
    }
}
