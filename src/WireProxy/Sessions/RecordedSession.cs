using WireProxy.Audit;
using WireProxy.Recording;
using WireProxy.Transport;

namespace WireProxy.Sessions;

/// <summary>One recorded session of any protocol: its beginning, its counts, and the one reason for its end.</summary>
/// <param name="client">The client's connection.</param>
/// <param name="endpoint">Where it came in.</param>
/// <param name="services">What all sessions share.</param>
/// <param name="protocolName">The protocol as recordings name it.</param>
/// <param name="protocol">Words the farewell.</param>
internal sealed class RecordedSession(WireConnection client, SessionEndpoint endpoint, SessionServices services, string protocolName, IProtocolConnection protocol)
{
    /// <param name="user">Who asks to log in.</param>
    /// <param name="database">The database asked for.</param>
    /// <param name="run">Login and relay; returns how the session ended.</param>
    public async Task RunAsync(string user, string database, Func<ISessionRecorder, Task<SessionEndReason>> run)
    {
        ISessionRecorder recorder = Begin();
        services.Metrics.SessionStarted();
        SessionEndReason reason = SessionEndReason.ProxyFault;
        try
        {
            Log.SessionBegan(services.Logger, recorder.SessionId, user, endpoint.Name, database, client.RemoteAddress);
            reason = await run(recorder);
        }
        catch (LoginException refused)
        {
            reason = refused.Reason;
            await recorder.ToClientAsync(protocol.Farewell(refused.Reason, refused.Error));
            throw;
        }
        catch (OperationCanceledException)
        {
            reason = SessionEndReason.LoginTimeout;
            throw;
        }
        catch (Exception failure) when (DirectionEnd.Of(failure, Peer.Server) is { } end)
        {
            reason = end.Reason;
            if (end.Error is { } error)
                throw new LoginException(end.Reason, error);
        }
        finally
        {
            recorder.Ended(reason.ToString());
            services.Metrics.SessionEnded();
            Log.SessionEnded(services.Logger, recorder.SessionId, reason);
        }
    }

    /// <summary>Relays until both directions have ended, and tells the client why if it is due an answer.</summary>
    public async Task<SessionEndReason> RelayAsync(Session session, ISessionRecorder recorder)
    {
        SessionEnd end = await session.RunAsync();
        if (end is { Error: { } error, ClientStream: FrameBoundary.Between })
            await SendFarewellAsync(protocol.Farewell(end.Reason, error), recorder);
        return end.Reason;
    }

    private ISessionRecorder Begin()
    {
        try
        {
            return services.Recording.Begin(new SessionHeader(endpoint.Name, protocolName, client.RemoteAddress));
        }
        catch (RecordingException failure)
        {
            throw new LoginException(SessionEndReason.RecordingFailed, new SessionError("the session can not be recorded: " + failure.Message));
        }
    }

    private async Task SendFarewellAsync(byte[] farewell, ISessionRecorder recorder)
    {
        try
        {
            await recorder.ToClientAsync(farewell);
        }
        catch (RecordingException)
        {
            // The client is told all the same: it holds nothing of the server's.
        }
        await client.BidFarewellAsync(farewell);
    }
}
