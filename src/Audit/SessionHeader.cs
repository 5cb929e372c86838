namespace WireProxy.Audit;

/// <summary>Where a session came in.</summary>
public sealed record SessionHeader(string Endpoint, string Protocol, string Client);
