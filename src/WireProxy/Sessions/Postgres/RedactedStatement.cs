using WireProxy.Recording.Redaction;

namespace WireProxy.Sessions.Postgres;

/// <summary>What is not recorded when a prepared statement runs. Of one that was prepared unseen, nothing is.</summary>
internal sealed class RedactedStatement
{
    public ParameterChoice Parameters { get; set; } = ParameterChoice.All;

    public DataRedaction Data { get; set; } = DataRedaction.All;

    /// <summary>Whether a Parse under its name was seen.</summary>
    public bool IsKnown { get; set; }
}
