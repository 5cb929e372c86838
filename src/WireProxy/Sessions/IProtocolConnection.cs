namespace WireProxy.Sessions;

/// <summary>One accepted connection in the words of its protocol.</summary>
internal interface IProtocolConnection
{
    /// <summary>From the first byte to the last.</summary>
    /// <param name="loginTimeout">Ends a login that takes too long; has no effect on a running session.</param>
    /// <exception cref="LoginException">The login can not go on; the client has not been told.</exception>
    Task RunAsync(CancellationToken loginTimeout);

    /// <summary>The last message of the connection as a frame.</summary>
    byte[] Farewell(SessionEndReason reason, SessionError error);
}
