using WireProxy.Configuration;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Sessions.Postgres.Login;
using WireProxy.Transport;

namespace WireProxy.Sessions.Postgres;

/// <summary>Passes a client's cancel request on, to the statement that its own session is running, or not at all.</summary>
internal sealed class CancelForwarder(CancelRegistry registry)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Returns when the server has taken the request: the client waits for its connection to close to know that.
    /// </summary>
    /// <param name="request">The CancelRequest <c>Int32 length, Int32 code, Int32 process id, secret</c>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task ForwardAsync(ClientStartup request, CancellationToken cancellationToken)
    {
        if (request.Body.Length < 8 || !registry.TryFind(ReadKey(request), out CancelTarget? target) || !target.IsBusy)
            return;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        await using WireConnection server = await target.Endpoint.Upstream.ConnectAsync(timeout.Token);
        if (target.Endpoint.Upstream.Tls is UpstreamTls.Require or UpstreamTls.VerifyFull)
            await UpstreamTlsStart.NegotiateAsync(server, target.Endpoint, timeout.Token);
        target.Session?.Recorder.Noted("cancel request");
        await server.Output.WriteAsync(Frame(target.ServerKey), timeout.Token);
        await server.Input.ReadAsync(timeout.Token);
    }

    private static CancelKey ReadKey(ClientStartup request)
    {
        var reader = new PayloadReader(request.Body);
        return new CancelKey(reader.ReadInt32(), reader.Rest.ToArray());
    }

    private static byte[] Frame(CancelKey key) =>
        new MessageWriter().BeginUntyped().Int32(80877102).Int32(key.ProcessId).Bytes(key.Secret.Span).End().ToArray();
}
