namespace WireProxy.Sessions;

/// <summary>The login can not go on. The client gets the error, and the session ends.</summary>
internal sealed class LoginException(SessionEndReason reason, SessionError error) : Exception(error.Message)
{
    public SessionEndReason Reason => reason;

    public SessionError Error => error;
}
