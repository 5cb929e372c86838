using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Masking;

/// <summary>How the rows of one described result pass to the client.</summary>
internal sealed class RowPlan
{
    private RowPlan(DataRowRewriter? rewriter, int maskedColumns)
    {
        Rewriter = rewriter;
        MaskedColumns = maskedColumns;
    }

    /// <summary>Rows pass as they are.</summary>
    public static RowPlan Unchanged { get; } = new(null, 0);

    /// <summary>Null when rows pass as they are.</summary>
    public DataRowRewriter? Rewriter { get; }

    public int MaskedColumns { get; }

    public static RowPlan Rewritten(DataRowRewriter rewriter, int maskedColumns) => new(rewriter, maskedColumns);
}
