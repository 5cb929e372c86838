using WireProxy.Configuration;
using WireProxy.Masking;

namespace WireProxy.Policy;

/// <summary>A mask that a session is under, and the policy that asks for it.</summary>
internal sealed record ColumnMask(ColumnPattern Column, MaskSpec With, string Policy)
{
    /// <summary>Whether statements may compare the column.</summary>
    public MaskPredicates Predicates { get; init; }
}
