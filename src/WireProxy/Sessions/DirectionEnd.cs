using WireProxy.Masking;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.Postgres;
using WireProxy.Recording;

namespace WireProxy.Sessions;

/// <summary>How one direction of a session ended, and whose doing it was.</summary>
internal sealed record DirectionEnd(SessionEndReason Reason, SessionError? Error = null)
{
    public static DirectionEnd Of(PumpEnd end, Peer peer) => (end, peer) switch
    {
        (PumpEnd.Stopped, _) => new DirectionEnd(
            SessionEndReason.Shutdown, new SessionError("terminating connection because the proxy is shutting down")),
        (PumpEnd.PeerClosedInsideFrame, Peer.Server) => new DirectionEnd(
            SessionEndReason.ServerProtocolViolation, new SessionError("the server closed the connection inside a message")),
        (PumpEnd.PeerClosedInsideFrame, Peer.Client) => new DirectionEnd(SessionEndReason.ClientProtocolViolation),
        (_, Peer.Client) => new DirectionEnd(SessionEndReason.ClientClosed),
        _ => new DirectionEnd(SessionEndReason.ServerClosed),
    };

    /// <summary>Null for a failure that is a fault of this program.</summary>
    public static DirectionEnd? Of(Exception failure, Peer peer) => failure switch
    {
        PostgresProtocolException violation when peer == Peer.Client => new DirectionEnd(
            SessionEndReason.ClientProtocolViolation, new SessionError(violation.Message) { SqlState = violation.SqlState }),
        MySqlProtocolException violation when peer == Peer.Client => new DirectionEnd(
            SessionEndReason.ClientProtocolViolation,
            new SessionError(violation.Message) { SqlState = violation.SqlState, ErrorCode = violation.ErrorCode }),
        PostgresProtocolException or MySqlProtocolException => new DirectionEnd(
            SessionEndReason.ServerProtocolViolation, new SessionError("the server broke the protocol: " + failure.Message)),
        LoginException refused => new DirectionEnd(refused.Reason, refused.Error),
        MaskingException => new DirectionEnd(
            SessionEndReason.MaskingFailed, new SessionError("the result can not be masked: " + failure.Message)),
        TimeoutException => new DirectionEnd(
            SessionEndReason.ServerProtocolViolation, new SessionError("the server did not answer a question of the proxy's own")),
        RecordingException => new DirectionEnd(
            SessionEndReason.RecordingFailed, new SessionError("the session can not be recorded, so it ends")),
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
