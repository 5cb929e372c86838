using System.IO.Pipelines;
using System.Security.Authentication;
using WireProxy.Configuration;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Transport;

namespace WireProxy.Sessions.Postgres.Login;

/// <summary>Starts TLS on a connection to the server, as the endpoint's <c>Upstream:Tls</c> asks.</summary>
internal static class UpstreamTlsStart
{
    /// <exception cref="LoginException">The server does not offer what is required.</exception>
    public static async Task NegotiateAsync(WireConnection server, UpstreamConnector upstream, CancellationToken cancellationToken)
    {
        if (upstream.Tls == UpstreamTls.Disable)
            return;
        await server.Output.WriteAsync(StartupPacket.TlsRequest.ToArray(), cancellationToken);
        ReadResult read = await server.Input.ReadAtLeastAsync(1, cancellationToken);
        // Bytes behind the answer were sent before TLS by whoever is on the line (CVE-2021-23222).
        if (read.Buffer.Length != 1)
            throw Unreachable("the server did not answer the TLS request with one byte");
        byte answer = read.Buffer.FirstSpan[0];
        server.Input.AdvanceTo(read.Buffer.End);
        if (answer == (byte)'S')
            await StartAsync(server, upstream, cancellationToken);
        // The text of an 'E' is from before TLS: never shown (CVE-2024-10977).
        else if (answer != (byte)'N' || upstream.Tls != UpstreamTls.Prefer)
            throw Unreachable("the server does not offer the TLS that this endpoint requires (Upstream:Tls)");
    }

    private static async Task StartAsync(WireConnection server, UpstreamConnector upstream, CancellationToken cancellationToken)
    {
        try
        {
            await server.StartTlsAsync(upstream.TlsOptions(PostgresConnection.ApplicationProtocol), cancellationToken);
        }
        catch (AuthenticationException failure)
        {
            throw Unreachable("TLS with the server failed: " + failure.Message);
        }
    }

    private static LoginException Unreachable(string message) =>
        new(SessionEndReason.ServerUnreachable, new SessionError(message));
}
