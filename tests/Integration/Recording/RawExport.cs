namespace WireProxy.Integration.Recording;

/// <summary>Compares what was captured on the wire with what was exported.</summary>
internal static class RawExport
{
    public static void AssertSame(byte[] captured, byte[] exported, string side)
    {
        int same = captured.AsSpan().CommonPrefixLength(exported);
        Assert.True(same == captured.Length && same == exported.Length,
            $"{side}: captured {captured.Length}, exported {exported.Length}, first difference at {same}: {From(captured, same)} and {From(exported, same)}");
    }

    private static string From(byte[] bytes, int at) => Convert.ToHexString(bytes.AsSpan(at)[..Math.Min(16, bytes.Length - at)]);
}
