namespace WireProxy.Audit;

/// <summary>The session in which the proxy records what it does itself: start, stop, holds, deletions.</summary>
public static class SystemSession
{
    /// <summary>Its protocol; no client's session has it.</summary>
    public const string Protocol = "system";

    /// <summary>Its endpoint.</summary>
    public const string Endpoint = "wireproxy";
}
