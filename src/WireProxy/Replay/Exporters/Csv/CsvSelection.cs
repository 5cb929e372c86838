namespace WireProxy.Replay.Exporters.Csv;

/// <summary>Which results are written; null is all.</summary>
/// <param name="Statement">The statement's <c>seq</c>.</param>
/// <param name="Result">The position among its results, from 1.</param>
internal sealed record CsvSelection(long? Statement, long? Result)
{
    public bool Has(long statement, long result) => (Statement is null || Statement == statement) && (Result is null || Result == result);
}
