using WireProxy.Sql.Tests.Corpus;

namespace WireProxy.Sql.Tests.Analysis;

public sealed class GoldenSummaryTests
{
    [Fact]
    public void Every_statement_of_the_corpus_has_the_summary_written_beneath_it() =>
        Assert.All(StatementCorpus.Golden, pair => Assert.Equal(pair.Summary, Shown.Of(pair.Sql)));
}
