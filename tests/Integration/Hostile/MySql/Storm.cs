using WireProxy.Integration.Wire;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Hostile.MySql;

/// <summary>One session of damaged commands: everything in a few writes, then the end of input; the proxy has to close in its own time.</summary>
internal static class Storm
{
    /// <summary>What came back after the login.</summary>
    public static async Task<byte[]> RunAsync(int port, string user, int seed, int messages)
    {
        var mutator = new FrameMutator(seed, RecordedTraffic.Framing);
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(port, new LoginOptions { User = user });
        long start = client.Received.Length;
        Task reading = client.DrainAsync();
        try
        {
            byte[] all = Bytes.Join([.. Enumerable.Range(0, messages).Select(_ => mutator.Next(RecordedTraffic.FromClient)), PacketBuffer.Frame(Command.Ping)]);
            for (int at = 0; at < all.Length;)
            {
                int size = Math.Min(all.Length - at, 1 + mutator.Below(8192));
                await client.SendRawAsync(all[at..(at + size)]);
                at += size;
            }
            client.HalfClose();
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
        {
            // Closed on the first bad packet: right.
        }
        try
        {
            await reading;
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"the session of seed {seed} does not end after {Convert.ToHexString(client.Received.ToArray()[(int)start..])}");
        }
        return client.Received.ToArray()[(int)start..];
    }
}
