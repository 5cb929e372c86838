namespace WireProxy.Sessions;

/// <summary>How a session ended.</summary>
/// <param name="Reason">The one reason.</param>
/// <param name="Error">What the client should still be told, if anything.</param>
/// <param name="ClientStream">Where in the message stream the client was left.</param>
internal sealed record SessionEnd(SessionEndReason Reason, SessionError? Error, FrameBoundary ClientStream);

/// <summary>Whether a stream of messages stands between two of them.</summary>
internal enum FrameBoundary : byte
{
    Between,
    Inside,
}
