using System.Collections.Immutable;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Postgres;

/// <summary>What the lineage of a text's result columns says of their masks.</summary>
internal sealed class OutputMasks
{
    private static readonly MaskSpec Full = new(MaskKind.Full);

    private readonly ImmutableArray<ImmutableArray<OutputMask>> _results;
    private readonly MaskSpec? _otherwise;

    private OutputMasks(ImmutableArray<ImmutableArray<OutputMask>> results, MaskSpec? otherwise)
    {
        _results = results;
        _otherwise = otherwise;
    }

    /// <summary>Nothing is proven of any column.</summary>
    public static OutputMasks Unknown { get; } = new([], Full);

    /// <summary>No column carries anything masked that the wire does not name.</summary>
    public static OutputMasks Clean { get; } = new([], null);

    /// <param name="batch">The statements of a text with their outputs.</param>
    /// <param name="catalog">What is known of the database.</param>
    public static OutputMasks Of(StatementBatch batch, CatalogSnapshot catalog)
    {
        if (catalog.IsUnknown)
            return Unknown;
        var results = ImmutableArray.CreateBuilder<ImmutableArray<OutputMask>>();
        for (int at = 0; at < batch.Statements.Length; at++)
        {
            StatementSummary statement = batch.Statements[at];
            if (ExposureProof.FetchesFromDeclared(statement, batch.Statements.AsSpan(0, at)))
                continue;
            // PREPARE returns no rows; its own masks are those of what it prepares, for an EXECUTE in another text.
            if (statement.Kind == StatementKind.Prepare && batch.Statements.Length > 1)
                continue;
            // One result that is not known can be the one whose columns are asked for.
            if (statement.Result is not (ResultColumns.Listed or ResultColumns.None))
                return Unknown;
            if (statement.Result == ResultColumns.Listed)
                results.Add([.. statement.Outputs.Select(output => OutputMask.Of(output.Lineage, catalog))]);
        }
        return new OutputMasks(results.ToImmutable(), Full);
    }

    /// <summary>The mask of a column for which the server names no origin, of a result with so many columns.</summary>
    public MaskSpec? Computed(int column, int count)
    {
        MaskSpec? strictest = null;
        bool isFound = false;
        foreach (ImmutableArray<OutputMask> result in _results)
        {
            if (result.Length != count)
                continue;
            isFound = true;
            strictest = Strictest.Of(strictest, result[column].Computed);
        }
        return isFound ? strictest : _otherwise;
    }

    /// <summary>What a column is masked with at least, whatever origin the server names; only where it is certain whose column it is.</summary>
    public MaskSpec? AtLeast(int column, int count)
    {
        MaskSpec? only = null;
        bool isFound = false;
        foreach (ImmutableArray<OutputMask> result in _results)
        {
            if (result.Length != count)
                continue;
            if (isFound)
                return null;
            isFound = true;
            only = result[column].AtLeast;
        }
        return only;
    }

    /// <summary>Whether each column of the text's only result is clean.</summary>
    public bool IsClean => _otherwise is null
        || (_results.Length == 1 && _results[0].All(static column => column.Computed is null));

    /// <summary>What holds of a text of which this and another are the possible readings.</summary>
    public OutputMasks Stricter(OutputMasks other)
    {
        if (ReferenceEquals(this, other))
            return this;
        bool same = _otherwise == other._otherwise && _results.Length == other._results.Length
            && _results.Zip(other._results).All(static pair => pair.First.SequenceEqual(pair.Second));
        return same ? this : Unknown;
    }

    /// <summary>The masks of one column.</summary>
    /// <param name="Computed">Where the server names no origin.</param>
    /// <param name="AtLeast">Where it names one.</param>
    private readonly record struct OutputMask(MaskSpec? Computed, MaskSpec? AtLeast)
    {
        public static OutputMask Of(Lineage lineage, CatalogSnapshot catalog) =>
            new(SourceMasks.Of(lineage, catalog), SourceMasks.OfCertain(lineage, catalog));
    }
}
