using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using WireProxy.Configuration;

namespace WireProxy.Transport;

/// <summary>Opens connections to the server behind an endpoint. A protocol decides when TLS starts on them.</summary>
internal sealed class UpstreamConnector(UpstreamOptions options)
{
    public UpstreamTls Tls => options.Tls;

    /// <summary>Connects to the first of the server's addresses that answers.</summary>
    /// <param name="client">The connection that this one is opened for, if any.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<WireConnection> ConnectAsync(WireConnection? client, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = IPAddress.TryParse(options.Address.Host, out IPAddress? literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(options.Address.Host, cancellationToken);
        SocketException? failure = null;
        foreach (IPAddress address in addresses)
        {
            try
            {
                return await WireConnection.ConnectAsync(new IPEndPoint(address, options.Address.Port), client, cancellationToken);
            }
            catch (SocketException refused)
            {
                failure = refused;
            }
        }
        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }

    /// <param name="applicationProtocol">The ALPN name of the protocol, offered to servers that know it; null where it has none.</param>
    public SslClientAuthenticationOptions TlsOptions(string? applicationProtocol) => new()
    {
        TargetHost = options.Address.Host,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = applicationProtocol is null ? null : [new SslApplicationProtocol(applicationProtocol)],
        AllowRenegotiation = false,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = IsTrusted,
    };

    // Prefer and Require encrypt without asking who the server is, as the drivers' modes of these names do.
    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        options.Tls != UpstreamTls.VerifyFull || errors == SslPolicyErrors.None;
}
