namespace WireProxy.Masking;

/// <summary>Of several masks for one value the one holds that tells least.</summary>
internal static class Strictest
{
    private static readonly MaskSpec Full = new(MaskKind.Full);

    /// <summary>Two masks of one kind that keep different parts of the value can not both be kept to; the value is hidden whole.</summary>
    public static MaskSpec? Of(MaskSpec? one, MaskSpec? other)
    {
        if (one is null || other is null || one == other)
            return one ?? other;
        if (one.Kind == other.Kind)
            return one.Kind == MaskKind.Partial ? Full : one;
        return one.Kind < other.Kind ? one : other;
    }
}
