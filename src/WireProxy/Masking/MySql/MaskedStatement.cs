using WireProxy.Masking.MySql.Catalog;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.MySql;

/// <summary>One statement of a text, and what its results and errors can carry.</summary>
/// <param name="Summary">What the analysis says of it.</param>
/// <param name="Result">What is masked of its rows.</param>
/// <param name="Touches">What its errors, warnings and other texts can carry.</param>
/// <param name="Harm">Why it may not run where columns are masked: the value would leave, or come back later, without its mask. Null if it may.</param>
internal sealed record MaskedStatement(StatementSummary Summary, ResultMasks Result, TouchedRows Touches, string? Harm)
{
    /// <summary>Whether the routines that it calls change the schema; what it does itself its kinds say.</summary>
    public SchemaEffect Schema { get; init; }

    /// <summary>What is known of the routines that it calls.</summary>
    public CallsMade Calls { get; init; }

    public Exposure Exposure => Touches == TouchedRows.Clean ? Exposure.ProvenClean : Exposure.Unproven;
}
