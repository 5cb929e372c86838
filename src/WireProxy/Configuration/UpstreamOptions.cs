namespace WireProxy.Configuration;

/// <summary>The database server behind an endpoint.</summary>
internal sealed record UpstreamOptions
{
    public required HostPort Address { get; init; }

    public UpstreamTls Tls { get; init; } = UpstreamTls.Disable;
}

/// <summary>How much TLS the connection to the server must have.</summary>
internal enum UpstreamTls : byte
{
    Disable,
    Prefer,
    Require,
    VerifyFull,
}
