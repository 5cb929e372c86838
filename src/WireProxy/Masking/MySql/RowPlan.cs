using WireProxy.Protocols.MySql.Rows;

namespace WireProxy.Masking.MySql;

/// <summary>How the rows of one result pass to the client.</summary>
/// <param name="Rewriter">Null when rows pass as they are.</param>
/// <param name="MaskedColumns">Their names in the result.</param>
internal sealed record RowPlan(ResultRowRewriter? Rewriter, IReadOnlyList<string> MaskedColumns)
{
    /// <summary>Rows pass as they are.</summary>
    public static RowPlan Unchanged { get; } = new(null, []);
}
