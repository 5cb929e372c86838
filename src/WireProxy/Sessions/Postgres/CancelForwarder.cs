using WireProxy.Configuration;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Sessions.Postgres.Login;
using WireProxy.Transport;

namespace WireProxy.Sessions.Postgres;

/// <summary>Passes a client's cancel request on, to the statement that its own session is running, or not at all.</summary>
internal sealed class CancelForwarder(CancelRegistry registry)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // How long the held statement may take to be on its way once the reading is done.
    private const long ReleaseMilliseconds = 1000;

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
        await LeaveCatalogAsync(target, timeout.Token);
        await using WireConnection server = await target.Endpoint.Upstream.ConnectAsync(null, timeout.Token);
        if (target.Endpoint.Upstream.Tls is UpstreamTls.Require or UpstreamTls.VerifyFull)
            await UpstreamTlsStart.NegotiateAsync(server, target.Endpoint.Upstream, timeout.Token);
        target.Session?.Recorder.Noted("cancel request");
        await server.Output.WriteAsync(Frame(target.ServerKey), timeout.Token);
        await server.Input.ReadAsync(timeout.Token);
    }

    /// <summary>
    /// While the proxy reads the catalog the client's own statement is held back: a cancel sent now would hit the reading.
    /// </summary>
    private static async Task LeaveCatalogAsync(CancelTarget target, CancellationToken cancellationToken)
    {
        if (target.Session?.Catalog?.Loading is not { Done: { IsCompleted: false } reading })
            return;
        await reading.WaitAsync(cancellationToken);
        for (long start = Environment.TickCount64; !target.IsBusy && Environment.TickCount64 - start < ReleaseMilliseconds;)
            await Task.Delay(1, cancellationToken);
    }

    private static CancelKey ReadKey(ClientStartup request)
    {
        var reader = new PayloadReader(request.Body);
        return new CancelKey(reader.ReadInt32(), reader.Rest.ToArray());
    }

    private static byte[] Frame(CancelKey key) =>
        new MessageWriter().BeginUntyped().Int32(80877102).Int32(key.ProcessId).Bytes(key.Secret.Span).End().ToArray();
}
