using System.Net.Sockets;
using WireProxy.Audit;
using WireProxy.Masking;
using WireProxy.Policy;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording;
using WireProxy.Sessions.Postgres.Login;
using WireProxy.Transport;

namespace WireProxy.Sessions.Postgres;

/// <summary>Runs one recorded session: login, the two relays, the end.</summary>
internal sealed class PostgresSessionRunner(WireConnection client, PostgresEndpoint endpoint, PostgresServices services)
{
    public async Task RunAsync(
        ClientStartup startup, StartupParameters parameters, SessionRegistry.SessionPlace place, CancellationToken loginTimeout)
    {
        ISessionRecorder recorder = BeginRecording();
        services.Metrics.SessionStarted();
        SessionEndReason reason = SessionEndReason.ProxyFault;
        try
        {
            Log.SessionBegan(services.Logger, recorder.SessionId, parameters.User!, endpoint.Name, parameters.Database!, client.RemoteAddress);
            reason = await RunRecordedAsync(startup, parameters, recorder, place, loginTimeout);
        }
        catch (LoginException refused)
        {
            reason = refused.Reason;
            await recorder.ToClientAsync(refused.Farewell);
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
                throw new LoginException(end.Reason, error.SqlState, error.Message, error.Hint);
        }
        finally
        {
            recorder.Ended(reason.ToString());
            services.Metrics.SessionEnded();
            Log.SessionEnded(services.Logger, recorder.SessionId, reason);
        }
    }

    private ISessionRecorder BeginRecording()
    {
        try
        {
            return services.Recording.Begin(new SessionHeader(endpoint.Name, "postgres", client.RemoteAddress));
        }
        catch (RecordingException failure)
        {
            throw new LoginException(SessionEndReason.RecordingFailed, "58030", "the session can not be recorded: " + failure.Message);
        }
    }

    private async Task<SessionEndReason> RunRecordedAsync(
        ClientStartup startup, StartupParameters parameters, ISessionRecorder recorder, SessionRegistry.SessionPlace place, CancellationToken loginTimeout)
    {
        await recorder.FromClientAsync(startup.ClientPreface);
        await recorder.ToClientAsync(startup.ServerPreface);
        await recorder.FromClientAsync(startup.Packet);
        recorder.Identified(parameters.User!, parameters.Database!, parameters.ApplicationName);

        await using WireConnection server = await ConnectAsync(loginTimeout);
        var session = new PostgresSession(
            new PostgresConversation(services.Limits.MaxPipelinedMessages), recorder, services.Catalogs.Of(endpoint.Name, parameters.Database!));
        CancelTarget? cancel = null;
        try
        {
            var login = new ServerLogin(client, server, recorder)
            {
                ParameterStatus = body => session.NoteParameterStatus(body),
                ReplaceKey = key => (cancel ??= services.Cancels.Register(key, endpoint)).ClientKey,
            };
            if (!await login.RelayAsync(startup.Packet, loginTimeout))
                return SessionEndReason.LoginRefused;
            cancel?.Session = session;
            return await RelayAsync(session, server, PolicyFor(parameters), place);
        }
        finally
        {
            if (cancel is not null)
                services.Cancels.Remove(cancel);
        }
    }

    private async Task<WireConnection> ConnectAsync(CancellationToken loginTimeout)
    {
        WireConnection? server = null;
        try
        {
            server = await endpoint.Upstream.ConnectAsync(client, loginTimeout);
            await UpstreamTlsStart.NegotiateAsync(server, endpoint, loginTimeout);
            return server;
        }
        catch (Exception failure)
        {
            if (server is not null)
                await server.DisposeAsync();
            if (failure is SocketException or IOException)
                throw new LoginException(
                    SessionEndReason.ServerUnreachable, "08006", $"the server of endpoint {endpoint.Name} can not be reached: {failure.Message}");
            throw;
        }
    }

    private SessionPolicy PolicyFor(StartupParameters parameters) =>
        services.Policies.ForSession(new SessionFacts(parameters.User, [], parameters.Database, endpoint.Name));

    private async Task<SessionEndReason> RelayAsync(
        PostgresSession state, WireConnection server, SessionPolicy policy, SessionRegistry.SessionPlace place)
    {
        int limit = services.Limits.MaxInspectedFrameBytes;
        PolicyScopeServices scope = services.For(policy);
        SessionCatalog? catalog = policy.NeedsCatalog ? new SessionCatalog(services.Catalogs, state.Catalogs, scope.Catalog) : null;
        state.Catalog = catalog;
        StatementGate? gate = policy.IsEmpty ? null : new StatementGate(state, scope.Judge, catalog, limit);
        RowPlanner? planner = policy.Masks.IsEmpty ? null : new RowPlanner(services.MaskKey);
        var session = new Session(
            client,
            server,
            new PostgresClientRelay(state, gate, catalog is null ? null : new MaskedRequests(state, catalog)),
            new PostgresServerRelay(state, catalog is null ? null : new MaskedReplies(state, catalog, scope.Judge, planner), limit));
        place.Occupy(new DrainablePostgresSession(session, state));

        SessionEnd end = await session.RunAsync();
        if (end is { Error: { } error, ClientStream: FrameBoundary.Between })
            await SendFarewellAsync(ErrorFrames.Fatal(error.SqlState, error.Message, error.Hint), state.Recorder);
        return end.Reason;
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
