using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using WireProxy.Configuration;

namespace WireProxy.Transport;

/// <summary>The certificate that an endpoint shows its clients.</summary>
internal sealed class ServerCertificate(SslStreamCertificateContext certificate)
{
    /// <summary>Null where the endpoint offers no TLS.</summary>
    public static ServerCertificate? Load(ClientTlsOptions options)
    {
        if (options.Mode == ClientTlsMode.Disable)
            return null;
        X509Certificate2 leaf = X509Certificate2.CreateFromPemFile(options.Certificate!, options.Key);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(options.Certificate!);
        return new ServerCertificate(SslStreamCertificateContext.Create(leaf, chain, offline: true));
    }

    /// <param name="applicationProtocol">The ALPN name that a client must offer, if it offers any; null where the protocol has none.</param>
    public SslServerAuthenticationOptions Options(string? applicationProtocol) => new()
    {
        ServerCertificateContext = certificate,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = applicationProtocol is null ? null : [new SslApplicationProtocol(applicationProtocol)],
        AllowRenegotiation = false,
    };
}
