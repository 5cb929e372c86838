namespace WireProxy.Masking;

/// <summary>How a value is hidden, as the policy's <c>With</c> says it (docs/policy.md).</summary>
public sealed record MaskSpec(MaskKind Kind)
{
    /// <summary>Characters kept at the start (<see cref="MaskKind.Partial"/>).</summary>
    public int First { get; init; }

    /// <summary>Characters kept at the end (<see cref="MaskKind.Partial"/>).</summary>
    public int Last { get; init; }

    /// <summary>What replaces each hidden character.</summary>
    public char Char { get; init; } = '*';

    /// <summary>The replacement text of <see cref="MaskKind.Fixed"/>.</summary>
    public string? Value { get; init; }
}

/// <summary>The masks, from the one that tells least to the one that tells most: of several, the first wins.</summary>
public enum MaskKind : byte
{
    Null,
    Full,
    Fixed,
    Hash,
    Last4,
    Partial,
    Email,
}
