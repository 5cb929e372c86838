using System.Text.Json.Nodes;
using WireProxy.Integration.Wire;

namespace WireProxy.Integration.Recording;

/// <summary>Compares what was captured on the wire with what was exported.</summary>
internal static class RawExport
{
    /// <summary>Checks each connection with its session, several at a time: each export waits until the proxy has noted it.</summary>
    public static Task ForEachAsync(
        IReadOnlyCollection<CapturedConnection> connections, IReadOnlyCollection<JsonNode> sessions, Func<CapturedConnection, JsonNode, Task> check)
    {
        Assert.Equal(connections.Count, sessions.Count);
        return Task.WhenAll(connections.Zip(sessions, check));
    }

    public static void AssertSame(byte[] captured, byte[] exported, string side)
    {
        int same = captured.AsSpan().CommonPrefixLength(exported);
        Assert.True(same == captured.Length && same == exported.Length,
            $"{side}: captured {captured.Length}, exported {exported.Length}, first difference at {same}: {From(captured, same)} and {From(exported, same)}");
    }

    private static string From(byte[] bytes, int at) => Convert.ToHexString(bytes.AsSpan(at)[..Math.Min(16, bytes.Length - at)]);
}
