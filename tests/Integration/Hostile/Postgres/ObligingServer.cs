using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Hostile.Postgres;

/// <summary>
/// A server that finds nothing wrong with any message but those that the proxy made to be rejected, and refuses to be
/// sent what is no message at all.
/// </summary>
internal static class ObligingServer
{
    private const int SmallMessage = 10000 - 4;
    private static readonly byte[] Rejection = Backend.Error("42601", "syntax error");

    private static long s_frames;

    /// <summary>Frames received by all servers of this kind.</summary>
    public static long FramesReceived => Interlocked.Read(ref s_frames);

    public static async Task ServeAsync(FakePostgresConnection connection)
    {
        await connection.AcceptLoginAsync();
        var skipping = Skipping.No;
        while (true)
        {
            WireFrame frame = await connection.ReadFrameAsync();
            Interlocked.Increment(ref s_frames);
            AssertWellFormed(frame);
            if (frame.Code == 'X')
                return;
            bool isRejected = frame.Body.AsSpan().IndexOf("\u0001refused by policy"u8) >= 0 || frame is { Code: 'F', Body: [0, 0, 0, 0, ..] };
            if (frame.Code == 'S')
                skipping = Skipping.No;
            if (skipping == Skipping.ToSync)
                continue;
            if (isRejected && frame.Code == 'P')
                skipping = Skipping.ToSync;
            await connection.SendAsync(isRejected ? Reject(frame.Code) : Answer(frame.Code));
        }
    }

    private static void AssertWellFormed(WireFrame frame)
    {
        Assert.Contains(frame.Code, "QPBDECSHXFdcf");
        if (!"QPBFd".Contains(frame.Code, StringComparison.Ordinal))
            Assert.InRange(frame.Body.Length, 0, SmallMessage);
    }

    private static byte[] Reject(char code) => code == 'P' ? Rejection : [.. Rejection, .. Backend.Ready('I')];

    /// <summary>A correct answer to any message.</summary>
    public static byte[] Answer(char code) => code switch
    {
        'Q' => [.. Backend.RowDescription("a"), .. Backend.DataRow("1"), .. Backend.Complete("SELECT 1"), .. Backend.Ready('I')],
        'P' => Backend.ParseComplete,
        'B' => Backend.BindComplete,
        'C' => Backend.CloseComplete,
        'D' => Backend.NoData,
        'E' => Backend.Complete("SELECT 0"),
        'F' => [.. new WireBuffer().Int32(-1).ToFrame('V'), .. Backend.Ready('I')],
        'S' => Backend.Ready('I'),
        _ => [],
    };

    private enum Skipping
    {
        No,
        ToSync,
    }
}
