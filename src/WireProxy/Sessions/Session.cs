using WireProxy.Transport;

namespace WireProxy.Sessions;

/// <summary>
/// Two connections, two pumps, one end with one reason. When one direction ends, the other is told, and what the peers
/// still have to say to each other is let through where the protocol allows it.
/// </summary>
internal sealed class Session(WireConnection client, WireConnection server, IFrameRelay fromClient, IFrameRelay fromServer)
{
    private static readonly TimeSpan StuckWriteTimeout = TimeSpan.FromSeconds(2);

    private readonly FramePump _clientPump = new(client.Input, server.Output, fromClient);
    private readonly FramePump _serverPump = new(server.Input, client.Output, fromServer);

    private volatile StopCause _stop;

    /// <summary>Why the session was asked to stop.</summary>
    private enum StopCause : byte
    {
        Shutdown,
        PolicyChanged,
    }

    /// <summary>Runs until both directions have ended.</summary>
    public async Task<SessionEnd> RunAsync()
    {
        Task<DirectionEnd> clientEnd = RunAsync(_clientPump, Peer.Client);
        Task<DirectionEnd> serverEnd = RunAsync(_serverPump, Peer.Server);
        Task<DirectionEnd> firstEnd = await Task.WhenAny(clientEnd, serverEnd);
        Task<DirectionEnd> otherEnd = firstEnd == clientEnd ? serverEnd : clientEnd;
        if (firstEnd.IsFaulted)
            await EndAtOnceAsync(otherEnd);
        DirectionEnd first = await firstEnd;
        bool clientHasLeft = client.PeerHasShutDown;

        if (firstEnd == clientEnd && first.Reason == SessionEndReason.ClientClosed)
        {
            // The server finishes what it has begun and closes, as it would without a proxy.
            server.ShutdownSend();
            await serverEnd;
            return new SessionEnd(SessionEndReason.ClientClosed, null, FrameBoundary.Between);
        }
        RequestStop();
        if (first.Reason is SessionEndReason.ConnectionLost or SessionEndReason.ServerClosed)
            server.Abort();
        DirectionEnd other = await FinishAsync(otherEnd);
        // A client that has gone is noticed late while its next command waits for the server: what is sent to it fails first.
        // And a server closes because the client said good-bye.
        if ((first.Reason == SessionEndReason.ConnectionLost && clientHasLeft)
            || (first.Reason == SessionEndReason.ServerClosed && other.Reason == SessionEndReason.ClientClosed))
            first = new DirectionEnd(SessionEndReason.ClientClosed);
        if (first.Reason == SessionEndReason.Shutdown && _stop == StopCause.PolicyChanged)
            first = new DirectionEnd(SessionEndReason.PolicyChanged, new SessionError("terminating connection because its policies changed; connect again"));
        return new SessionEnd(first.Reason, first.Error, fromServer.InsideFrame ? FrameBoundary.Inside : FrameBoundary.Between);
    }

    /// <summary>Ends the session from outside, at the next wait for input.</summary>
    public void RequestStop()
    {
        _clientPump.Stop();
        _serverPump.Stop();
    }

    /// <summary>Ends the session because it must begin again under other policies.</summary>
    public void RequestRenewal()
    {
        _stop = StopCause.PolicyChanged;
        RequestStop();
    }

    /// <summary>Ends the session at once, even while a peer does not take what it is sent.</summary>
    public void Abort()
    {
        client.Abort();
        server.Abort();
    }

    private static async Task<DirectionEnd> RunAsync(FramePump pump, Peer peer)
    {
        try
        {
            // Off the accepting thread: a pump may run long before it first waits.
            return DirectionEnd.Of(await Task.Run(pump.RunAsync), peer);
        }
        catch (Exception failure) when (DirectionEnd.Of(failure, peer) is { } end)
        {
            return end;
        }
    }

    /// <summary>After a fault of this program in the one direction, whatever becomes of the other.</summary>
    private async Task EndAtOnceAsync(Task other)
    {
        RequestStop();
        Abort();
        await other.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Waits for a direction that was told to stop; one that is stuck in a write loses its connections.</summary>
    private async Task<DirectionEnd> FinishAsync(Task<DirectionEnd> direction)
    {
        if (await Task.WhenAny(direction, Task.Delay(StuckWriteTimeout)) != direction)
            Abort();
        return await direction;
    }
}
