using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Masking.Postgres;

/// <summary>How the rows of one described result pass to the client.</summary>
internal sealed class RowPlan
{
    private RowPlan(DataRowRewriter? rewriter, IReadOnlyList<string> maskedColumns)
    {
        Rewriter = rewriter;
        MaskedColumns = maskedColumns;
    }

    /// <summary>Rows pass as they are.</summary>
    public static RowPlan Unchanged { get; } = new(null, []);

    /// <summary>Null when rows pass as they are.</summary>
    public DataRowRewriter? Rewriter { get; }

    /// <summary>Their names in the result.</summary>
    public IReadOnlyList<string> MaskedColumns { get; }

    /// <summary>Whether a column comes from a relation or column that the catalog does not have.</summary>
    public bool HasUnknownOrigin { get; private init; }

    public static RowPlan Rewritten(DataRowRewriter rewriter, IReadOnlyList<string> maskedColumns, bool hasUnknownOrigin = false) =>
        new(rewriter, maskedColumns) { HasUnknownOrigin = hasUnknownOrigin };
}
