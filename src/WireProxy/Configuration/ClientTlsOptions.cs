namespace WireProxy.Configuration;

/// <summary>TLS between the client and the proxy.</summary>
internal sealed record ClientTlsOptions
{
    public ClientTlsMode Mode { get; init; } = ClientTlsMode.Disable;

    /// <summary>PEM file: the proxy's certificate and its chain.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM file: the certificate's private key.</summary>
    public string? Key { get; init; }
}

/// <summary>Whether clients may or must use TLS.</summary>
internal enum ClientTlsMode : byte
{
    Disable,
    Allow,
    Require,
}
