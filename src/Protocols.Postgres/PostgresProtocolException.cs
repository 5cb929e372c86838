namespace WireProxy.Protocols.Postgres;

/// <summary>The peer broke the protocol. The message says what was wrong and is fit for the side that sent it.</summary>
/// <param name="sqlState">The SQLSTATE to report, <c>08P01</c> (protocol_violation) unless the server itself uses another.</param>
public sealed class PostgresProtocolException(string message, string sqlState = "08P01") : Exception(message)
{
    public string SqlState { get; } = sqlState;
}
