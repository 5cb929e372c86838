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

    public async Task<WireConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(options.Address.Host, options.Address.Port, cancellationToken);
            return new WireConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <param name="applicationProtocol">The ALPN name of the protocol, offered to servers that know it.</param>
    public SslClientAuthenticationOptions TlsOptions(string applicationProtocol) => new()
    {
        TargetHost = options.Address.Host,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = [new SslApplicationProtocol(applicationProtocol)],
        AllowRenegotiation = false,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = IsTrusted,
    };

    // Prefer and Require encrypt without asking who the server is, as the drivers' modes of these names do.
    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        options.Tls != UpstreamTls.VerifyFull || errors == SslPolicyErrors.None;
}
