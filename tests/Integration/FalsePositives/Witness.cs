namespace WireProxy.Integration.FalsePositives;

/// <summary>Compares what a client received with what the server sent to the proxy.</summary>
internal static class Witness
{
    /// <summary>
    /// Every message of the client is one of the server's, byte for byte and in order. Between them may stand what answered the
    /// proxy's own questions, and no more than that.
    /// </summary>
    public static void AssertTheServersOwn(IReadOnlyList<byte[]> client, IReadOnlyList<byte[]> server, int most)
    {
        int at = 0, skipped = 0;
        foreach (byte[] message in client)
        {
            while (at < server.Count && !server[at].AsSpan().SequenceEqual(message))
            {
                at++;
                skipped++;
            }
            Assert.True(at < server.Count, $"the server never sent {Convert.ToHexString(message)}");
            at++;
        }
        Assert.InRange(skipped, 0, most);
    }
}
