using WireProxy.Protocols.Postgres;

namespace WireProxy.Sessions.Postgres.Login;

/// <summary>The login can not go on. The client gets the error, and the session ends.</summary>
/// <param name="reason">How the session ended.</param>
/// <param name="sqlState">SQLSTATE of the FATAL error.</param>
/// <param name="message">Its message.</param>
/// <param name="hint">What to do about it.</param>
internal sealed class LoginException(SessionEndReason reason, string sqlState, string message, string? hint = null) : Exception(message)
{
    public SessionEndReason Reason => reason;

    public byte[] Farewell => ErrorFrames.Fatal(sqlState, Message, hint);

    public static LoginException From(PostgresProtocolException violation, SessionEndReason reason) =>
        new(reason, violation.SqlState, violation.Message);
}
