using System.Collections.Frozen;
using System.Collections.Immutable;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.MySql.Catalog;

/// <summary>What reading a relation can show, and what an error about it can quote.</summary>
internal sealed class RelationFacts
{
    private static readonly MaskSpec Full = new(MaskKind.Full);

    private readonly FrozenDictionary<string, MaskSpec?> _columns;
    private readonly MaskSpec? _otherColumns;

    private RelationFacts(
        RelationShape? shape, FrozenDictionary<string, MaskSpec?> columns, MaskSpec? otherColumns, FrozenSet<ObjectName> sources, TouchedRows touches)
    {
        Shape = shape;
        _columns = columns;
        _otherColumns = otherColumns;
        Sources = sources;
        Touches = touches;
        ShowsMasked = otherColumns is not null && columns.Count == 0 || columns.Values.Any(static mask => mask is not null);
    }

    /// <summary>Nothing is known: every column may hold anything.</summary>
    public static RelationFacts Unknown { get; } = new(null, FrozenDictionary<string, MaskSpec?>.Empty, Full, [], TouchedRows.MaskedByCode);

    /// <summary>The catalog has none of that name, or does not show it to the user: so nothing is known of it, either.</summary>
    public static RelationFacts Missing { get; } = new(null, FrozenDictionary<string, MaskSpec?>.Empty, Full, [], TouchedRows.Masked);

    /// <summary>One that the session made for itself from values that it may have.</summary>
    public static RelationFacts Own { get; } = new(null, FrozenDictionary<string, MaskSpec?>.Empty, null, [], TouchedRows.Clean);

    /// <summary>What <c>*</c> lists; null where that is not known.</summary>
    public RelationShape? Shape { get; }

    /// <summary>Whether any of its columns shows something masked.</summary>
    public bool ShowsMasked { get; }

    /// <summary>Whether reading or writing it handles masked values, whatever it shows: so errors can quote them.</summary>
    public TouchedRows Touches { get; }

    /// <summary>The relation itself and all that a view reads.</summary>
    public FrozenSet<ObjectName> Sources { get; }

    /// <param name="listed">What <c>*</c> lists.</param>
    /// <param name="masks">Each column and its mask, if it has one.</param>
    /// <param name="sources">The relation itself and all that it reads.</param>
    /// <param name="touches">Whether masked values are handled.</param>
    public static RelationFacts Of(
        ImmutableArray<string> listed, IEnumerable<KeyValuePair<string, MaskSpec?>> masks, IEnumerable<ObjectName> sources, TouchedRows touches) =>
        new(new RelationShape(listed), masks.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase), Full, sources.ToFrozenSet(), touches);

    /// <summary>The mask of a column, null if it has none. One that the catalog did not have is masked; so is <c>*</c>, unless nothing is.</summary>
    public MaskSpec? MaskOf(string column)
    {
        if (_columns.TryGetValue(column, out MaskSpec? mask))
            return mask;
        return column == "*" && !ShowsMasked ? null : _otherColumns;
    }
}

/// <summary>What passes through the server's hands; a greater value is the stricter one.</summary>
internal enum TouchedRows : byte
{
    Clean,
    Masked,
    /// <summary>Also through stored code that is not proven clean: it can raise errors with any number and any text.</summary>
    MaskedByCode,
}
