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

    public static RowPlan Rewritten(DataRowRewriter rewriter, IReadOnlyList<string> maskedColumns) => new(rewriter, maskedColumns);
}
