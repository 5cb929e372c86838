using Microsoft.Extensions.Logging;

namespace WireProxy.Sessions;

/// <summary>Events of sessions. Never statement texts, values or secrets.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "session {SessionId} of {User} on {Endpoint} began, database {Database}, client {Client}")]
    public static partial void SessionBegan(ILogger logger, string sessionId, string user, string endpoint, string database, string client);

    [LoggerMessage(1002, LogLevel.Information, "session {SessionId} ended: {Reason}")]
    public static partial void SessionEnded(ILogger logger, string sessionId, SessionEndReason reason);

    [LoggerMessage(1003, LogLevel.Warning, "login from {Client} on {Endpoint} refused: {Why}")]
    public static partial void LoginRefused(ILogger logger, string client, string endpoint, string why);

    [LoggerMessage(1004, LogLevel.Error, "session {SessionId} failed because of a fault in the proxy")]
    public static partial void SessionFaulted(ILogger logger, Exception failure, string sessionId);

    [LoggerMessage(1005, LogLevel.Error, "connection from {Client} failed because of a fault in the proxy")]
    public static partial void ConnectionFaulted(ILogger logger, Exception failure, string client);

    [LoggerMessage(1006, LogLevel.Warning, "mask {Column} of policy {Policy} applies to no column of database {Database} on {Endpoint}")]
    public static partial void MaskAppliesToNothing(ILogger logger, string column, string policy, string database, string endpoint);
}
