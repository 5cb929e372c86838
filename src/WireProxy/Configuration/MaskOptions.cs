using WireProxy.Masking;
using WireProxy.Policy;

namespace WireProxy.Configuration;

/// <summary>Which columns are masked and how.</summary>
internal sealed record MaskOptions
{
    public required ColumnPattern Column { get; init; }

    public required MaskSpec With { get; init; }

    public MaskPredicates Predicates { get; init; } = MaskPredicates.Allow;

    /// <summary>Where it stands in the configuration, for messages.</summary>
    public string Path { get; init; } = "";
}

/// <summary>Whether a statement may compare a masked column, which lets the caller infer its values.</summary>
internal enum MaskPredicates : byte
{
    Allow,
    Deny,
}
