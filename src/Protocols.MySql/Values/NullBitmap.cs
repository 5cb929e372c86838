namespace WireProxy.Protocols.MySql.Values;

/// <summary>One bit per value, the lowest first.</summary>
internal static class NullBitmap
{
    public static bool IsSet(ReadOnlySpan<byte> bitmap, int bit) => (bitmap[bit >> 3] & (1 << (bit & 7))) != 0;

    public static void Set(Span<byte> bitmap, int bit) => bitmap[bit >> 3] |= (byte)(1 << (bit & 7));
}
