namespace WireProxy.Policy.Gaps;

/// <summary>Something that the policies of a valid configuration do not do, though a reader may think so.</summary>
/// <param name="Path">The configuration key that it is about.</param>
/// <param name="Kind">What kind of gap it is.</param>
/// <param name="Text">The gap.</param>
internal sealed record CoverageNote(string Path, CoverageKind Kind, string Text);

/// <summary>The kinds of gaps.</summary>
internal enum CoverageKind : byte
{
    /// <summary>The mask or rule can be taken away, and nothing changes.</summary>
    NeverApplies,

    /// <summary>What it is about can happen without its being seen.</summary>
    NotSeen,

    /// <summary>Sessions that are under no policy.</summary>
    NotCovered,
}
