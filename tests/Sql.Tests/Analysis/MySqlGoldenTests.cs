using WireProxy.Sql.Tests.Corpus;

namespace WireProxy.Sql.Tests.Analysis;

public sealed class MySqlGoldenTests
{
    [Fact]
    public void Every_statement_of_the_corpus_has_the_summary_written_beneath_it() => Check(StatementCorpus.MySql, Shown.OfMySql);

    [Fact]
    public void Every_query_of_the_corpus_has_the_lineage_written_beneath_it() => Check(StatementCorpus.MySqlLineage, ShownLineage.Of);

    private static void Check(IReadOnlyList<(string Sql, string Expected)> corpus, Func<string, string> show)
    {
        Assert.NotEmpty(corpus);
        IEnumerable<string> wrong = corpus.Where(pair => show(pair.Sql) != pair.Expected)
            .Select(pair => $"{pair.Sql}\n  expected {pair.Expected}\n  actual   {show(pair.Sql)}");
        string report = string.Join("\n", wrong);
        Assert.True(report.Length == 0, report);
    }
}
