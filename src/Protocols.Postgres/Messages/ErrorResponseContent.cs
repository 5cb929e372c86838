namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>What an error or notice that the proxy sends says.</summary>
/// <param name="Severity">Its severity.</param>
/// <param name="SqlState">Five digits or upper-case letters.</param>
/// <param name="Message">What happened.</param>
public sealed record ErrorResponseContent(ErrorResponseSeverity Severity, string SqlState, string Message)
{
    public string? Detail { get; init; }

    public string? Hint { get; init; }
}
