namespace WireProxy.Protocols.MySql;

/// <summary>The peer broke the protocol. The message says what was wrong and is fit for the side that sent it.</summary>
/// <param name="errorCode">The error to report: 1835 (ER_MALFORMED_PACKET) unless the server itself uses another.</param>
/// <param name="sqlState">Its SQLSTATE.</param>
public sealed class MySqlProtocolException(string message, ushort errorCode = 1835, string sqlState = "HY000") : Exception(message)
{
    public ushort ErrorCode { get; } = errorCode;

    public string SqlState { get; } = sqlState;
}
