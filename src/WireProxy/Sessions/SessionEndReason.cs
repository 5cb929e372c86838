namespace WireProxy.Sessions;

/// <summary>Why a session ended: exactly one per session, recorded with it.</summary>
internal enum SessionEndReason : byte
{
    ClientClosed,
    ServerClosed,
    ConnectionLost,
    LoginRefused,
    LoginTimeout,
    ServerUnreachable,
    ClientProtocolViolation,
    ServerProtocolViolation,
    RecordingFailed,
    MaskingFailed,
    Shutdown,
    ProxyFault,
    /// <summary>A reload of the configuration brought policies that it could not go on under.</summary>
    PolicyChanged,
}
