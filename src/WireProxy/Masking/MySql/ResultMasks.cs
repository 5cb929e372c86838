using System.Collections.Frozen;
using System.Collections.Immutable;
using WireProxy.Masking.MySql.Catalog;

namespace WireProxy.Masking.MySql;

/// <summary>What is masked of the rows that one statement returns.</summary>
/// <param name="Columns">The mask of each column, if they are known; else default.</param>
/// <param name="Otherwise">The mask of every column of a result that has other columns than these.</param>
internal sealed record ResultMasks(ImmutableArray<MaskSpec?> Columns, MaskSpec? Otherwise)
{
    private static readonly MaskSpec Full = new(MaskKind.Full);

    /// <summary>It may be anything.</summary>
    public static ResultMasks Unknown { get; } = new(default, Full);

    /// <summary>It is made of nothing that has a mask.</summary>
    public static ResultMasks Clean { get; } = new(default, null);

    /// <summary>Every relation that the rows can come from; an origin on the wire that is none of them is an alias.</summary>
    public FrozenSet<ObjectName> Sources { get; init; } = [];

    /// <summary>Whether <see cref="Sources"/> names all of them.</summary>
    public SourceKnowledge Knowledge { get; init; }

    /// <summary>The names of columns that are masked wherever they appear: those of SHOW and EXPLAIN stand in no catalog.</summary>
    public ReportColumns Report { get; init; }

    /// <summary>Whether it has no mask on anything.</summary>
    public bool IsClean => Otherwise is null && Report == ReportColumns.None && (Columns.IsDefault || Columns.All(static mask => mask is null));

    /// <summary>The mask of a column of a result with so many columns; null if it has none.</summary>
    public MaskSpec? MaskOf(int column, int count) =>
        !Columns.IsDefault && Columns.Length == count ? Columns[column] : Otherwise;
}

/// <summary>Whether the relations are known that a result's rows can come from.</summary>
internal enum SourceKnowledge : byte
{
    Partial,
    All,
}
