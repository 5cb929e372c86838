using System.Text;
using WireProxy.Sql.Tests.Corpus;
using Xunit.Abstractions;

namespace WireProxy.Sql.Tests.Oracle;

/// <summary>The rule of the summaries, judged by PostgreSQL's own parser.</summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    private const string FolderVariable = "WIREPROXY_POSTGRES_REGRESSION_SQL";

    private readonly OracleComparison _comparison = new() { NotesRefusals = true };

    [Fact]
    public void Summaries_of_the_corpus_never_claim_less_than_the_parse_tree()
    {
        foreach (byte[] statement in StatementCorpus.All)
            _comparison.Compare(statement);
        Report();
        Assert.Equal(0, _comparison.Refused);
        Assert.Equal(StatementCorpus.All.Count, _comparison.Statements);
        // What is partial in the corpus is so on purpose: texts inside statements, unnamed relations, opaque functions.
        Assert.InRange(_comparison.Complete, StatementCorpus.All.Count * 9 / 10, StatementCorpus.All.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Summaries_of_mutated_statements_never_claim_less_than_the_parse_tree(int seed)
    {
        var mutator = new TokenMutator(StatementCorpus.All, new PostgresMutations(), seed);
        for (int round = 0; round < 30_000; round++)
            _comparison.Compare(mutator.Next());
        Report();
        Assert.InRange(_comparison.Complete, 1000, int.MaxValue);
    }

    [Fact]
    public void Summaries_of_several_statements_in_one_text_match_statement_by_statement()
    {
        var random = new Random(3);
        for (int round = 0; round < 1000; round++)
        {
            var text = new List<byte>();
            for (int i = 0; i < 4; i++)
                text.AddRange([.. StatementCorpus.All[random.Next(StatementCorpus.All.Count)], (byte)';']);
            _comparison.Compare([.. text]);
        }
        Report();
    }

    /// <summary>Codes of routines are single tokens to the mutator of statements, so they are changed by themselves.</summary>
    [Theory]
    [InlineData("plpgsql", 1)]
    [InlineData("plpgsql", 2)]
    [InlineData("sql", 3)]
    public void Summaries_of_mutated_codes_never_claim_less_than_the_parse_tree(string language, int seed)
    {
        byte[][] codes = [.. (language == "sql" ? StatementCorpus.All.Select(OracleCode.Of).OfType<OracleCode>().Where(code => code.Language == "sql").Select(code => code.Text)
            : PlpgsqlMutations.Codes).Select(Encoding.UTF8.GetBytes)];
        var mutator = new TokenMutator(codes, language == "sql" ? new PostgresMutations() : new PlpgsqlMutations(), seed);
        for (int round = 0; round < Seed("WIREPROXY_ORACLE_CODE_ROUNDS", 20_000); round++)
        {
            byte[] code = mutator.Next();
            if (!code.AsSpan().Contains((byte)'$'))
                _comparison.Compare([.. Encoding.UTF8.GetBytes($"CREATE FUNCTION f(a int, b text) RETURNS int LANGUAGE {language} AS $code$"), .. code, .. "$code$"u8]);
        }
        Report();
        Assert.InRange(_comparison.CodesComplete, 700, int.MaxValue);
    }

    /// <summary>Runs over PostgreSQL's own regression scripts and mutations of them where a folder of scripts is given.</summary>
    [Fact]
    public void Summaries_of_regression_scripts_never_claim_less_than_the_parse_tree()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder)
        {
            output.WriteLine($"{FolderVariable} names no folder: only the shipped corpus is compared.");
            return;
        }
        byte[][] statements = [.. Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).SelectMany(file => RegressionScript.Statements(File.ReadAllText(file)))];
        foreach (byte[] statement in statements)
            _comparison.Compare(statement);
        var mutator = new TokenMutator([.. statements.Where(statement => statement.Length < 1500)], new PostgresMutations(), Seed("WIREPROXY_ORACLE_SEED", 1));
        for (int round = 0; round < Seed("WIREPROXY_ORACLE_ROUNDS", 20_000); round++)
            _comparison.Compare(mutator.Next());
        Report();
        Assert.InRange(_comparison.Complete, _comparison.Statements * 995L / 1000, _comparison.Statements);
    }

    private static int Seed(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out int value) ? value : otherwise;

    private void Report()
    {
        output.WriteLine($"{_comparison.Statements} statements, {_comparison.Complete} complete, {_comparison.WithMore} claim more, "
            + $"{_comparison.Refused} texts refused by the parser; {_comparison.CodesRead} codes of routines read, of which "
            + $"{_comparison.CodesComplete} complete, {_comparison.CodesRefused} refused");
        if (Environment.GetEnvironmentVariable("WIREPROXY_ORACLE_NOTES") is { Length: > 0 } notes)
            File.WriteAllLines(notes, _comparison.UnderReports.Concat(_comparison.Notes).Select(note => note.ReplaceLineEndings(" ")));
        Assert.Empty(_comparison.UnderReports);
    }
}
