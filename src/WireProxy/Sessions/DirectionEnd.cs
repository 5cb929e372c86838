using WireProxy.Masking;
using WireProxy.Protocols.Postgres;
using WireProxy.Recording;

namespace WireProxy.Sessions;

/// <summary>How one direction of a session ended, and whose doing it was.</summary>
internal sealed record DirectionEnd(SessionEndReason Reason, SessionError? Error = null)
{
    public static DirectionEnd Of(PumpEnd end, Peer peer) => (end, peer) switch
    {
        (PumpEnd.Stopped, _) => new DirectionEnd(
            SessionEndReason.Shutdown, new SessionError("57P01", "terminating connection because the proxy is shutting down")),
        (PumpEnd.PeerClosedInsideFrame, Peer.Server) => new DirectionEnd(
            SessionEndReason.ServerProtocolViolation, new SessionError("08P01", "the server closed the connection inside a message")),
        (PumpEnd.PeerClosedInsideFrame, Peer.Client) => new DirectionEnd(SessionEndReason.ClientProtocolViolation),
        (_, Peer.Client) => new DirectionEnd(SessionEndReason.ClientClosed),
        _ => new DirectionEnd(SessionEndReason.ServerClosed),
    };

    /// <summary>Null for a failure that is a fault of this program.</summary>
    public static DirectionEnd? Of(Exception failure, Peer peer) => failure switch
    {
        PostgresProtocolException violation when peer == Peer.Client => new DirectionEnd(
            SessionEndReason.ClientProtocolViolation, new SessionError(violation.SqlState, violation.Message)),
        PostgresProtocolException violation => new DirectionEnd(
            SessionEndReason.ServerProtocolViolation, new SessionError("08P01", "the server broke the protocol: " + violation.Message)),
        MaskingException => new DirectionEnd(
            SessionEndReason.MaskingFailed, new SessionError("58000", "the result can not be masked: " + failure.Message)),
        TimeoutException => new DirectionEnd(
            SessionEndReason.ServerProtocolViolation, new SessionError("08P01", "the server did not answer the proxy's question about its catalog")),
        RecordingException => new DirectionEnd(
            SessionEndReason.RecordingFailed, new SessionError("58030", "the session can not be recorded, so it ends")),
        IOException or ObjectDisposedException => new DirectionEnd(SessionEndReason.ConnectionLost),
        _ => null,
    };
}

/// <summary>The two ends of a session's wire.</summary>
internal enum Peer : byte
{
    Client,
    Server,
}
