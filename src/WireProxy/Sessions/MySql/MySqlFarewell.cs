namespace WireProxy.Sessions.MySql;

/// <summary>
/// The end of a session as an ERR packet. Numbers on which drivers retry or drop a whole pool are avoided where the
/// session alone is at an end (protocols reference 2.C).
/// </summary>
internal static class MySqlFarewell
{
    // ER_CONNECTION_KILLED: this connection, and no other, is over.
    private const ushort ConnectionKilled = 1927;

    public static byte[] Of(SessionEndReason reason, SessionError error, byte sequence, string? sqlState = null)
    {
        (ushort code, string state) = CodeOf(reason);
        string message = reason == SessionEndReason.Shutdown ? "Server shutdown in progress" : error.Message;
        if (error.Hint is { } hint)
            message += ": " + hint;
        return ErrPackets.Of(sequence, error.ErrorCode ?? code, sqlState ?? error.SqlState ?? state, message);
    }

    private static (ushort Code, string SqlState) CodeOf(SessionEndReason reason) => reason switch
    {
        SessionEndReason.Shutdown => (1053, "08S01"),
        SessionEndReason.LoginRefused => (1045, "28000"),
        SessionEndReason.ServerUnreachable => (1105, "HY000"),
        SessionEndReason.ClientProtocolViolation => (1835, "HY000"),
        _ => (ConnectionKilled, "70100"),
    };
}
