namespace WireProxy.Configuration;

/// <summary>One port that clients connect to and the server behind it.</summary>
internal sealed record EndpointOptions
{
    public required string Name { get; init; }

    public EndpointProtocol Protocol { get; init; } = EndpointProtocol.Postgres;

    public required ListenAddress Listen { get; init; }

    public required UpstreamOptions Upstream { get; init; }

    public ClientTlsOptions ClientTls { get; init; } = new();

    public EndpointAuthentication Authentication { get; init; } = EndpointAuthentication.PassThrough;

    /// <summary>MySQL only: whether LOAD DATA LOCAL may ask the client for a file.</summary>
    public bool AllowLocalInfile { get; init; }

    public string Path => $"{ProxyOptionsReader.Root}:Endpoints:{Name}";
}

/// <summary>The wire protocol that an endpoint speaks on both sides.</summary>
internal enum EndpointProtocol : byte
{
    Postgres,
    MySql,
}

/// <summary>Whose login reaches the server.</summary>
internal enum EndpointAuthentication : byte
{
    /// <summary>The client's own.</summary>
    PassThrough,

    /// <summary>The proxy's, after it has identified the client.</summary>
    Proxy,
}
