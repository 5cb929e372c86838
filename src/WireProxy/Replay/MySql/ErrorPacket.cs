using WireProxy.Sessions.MySql;

namespace WireProxy.Replay.MySql;

/// <summary>What a driver is told where the replay ends.</summary>
internal static class ErrorPacket
{
    // ER_UNKNOWN_ERROR: no driver tries again or takes its server for gone.
    private const ushort Code = 1105;

    public static byte[] Of(string difference, byte sequence) =>
        ErrPackets.Of(sequence, Code, "HY000", "the replay differs from the recording: " + difference);
}
