namespace WireProxy.Sessions.Postgres;

/// <summary>The end of a session as a FATAL error.</summary>
internal static class PostgresFarewell
{
    public static byte[] Of(SessionEndReason reason, SessionError error) =>
        ErrorFrames.Fatal(error.SqlState ?? SqlStateOf(reason), error.Message, error.Hint);

    private static string SqlStateOf(SessionEndReason reason) => reason switch
    {
        SessionEndReason.Shutdown or SessionEndReason.PolicyChanged => "57P01",
        SessionEndReason.MaskingFailed => "58000",
        SessionEndReason.RecordingFailed => "58030",
        SessionEndReason.LoginRefused => "28000",
        SessionEndReason.ServerUnreachable => "08006",
        _ => "08P01",
    };
}
