using System.Net.Sockets;
using WireProxy.Masking.Postgres;
using WireProxy.Policy;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording;
using WireProxy.Recording.Redaction;
using WireProxy.Sessions.Postgres.Login;
using WireProxy.Transport;

namespace WireProxy.Sessions.Postgres;

/// <summary>Runs one recorded session: login and the two relays.</summary>
internal sealed class PostgresSessionRunner(WireConnection client, SessionEndpoint endpoint, PostgresServices services, RecordedSession recorded)
{
    public async Task<SessionEndReason> RunAsync(
        ClientStartup startup, StartupParameters parameters, ISessionRecorder recorder, SessionRegistry.SessionPlace place, CancellationToken loginTimeout)
    {
        await recorder.FromClientAsync(startup.ClientPreface);
        await recorder.ToClientAsync(startup.ServerPreface);
        await recorder.FromClientAsync(startup.Packet);
        recorder.Identified(parameters.User!, parameters.Database!, parameters.ApplicationName);

        await using WireConnection server = await ConnectAsync(loginTimeout);
        var redactor = new PostgresRedactor();
        var announced = new AnnouncedSecrets(recorder);
        var echoes = new SecretEchoes();
        var session = new PostgresSession(
            new PostgresConversation(services.Shared.Limits.MaxPipelinedMessages),
            RedactingRecorder.Over(recorder, echoes, redactor, announced),
            services.Catalogs.Of(endpoint.Name, parameters.Database!))
        {
            Echoes = echoes,
        };
        redactor.Backslash = () => session.Lexical.Backslash;
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
            return await RelayAsync(session, server, announced, ScopeOf(parameters), place);
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
            await UpstreamTlsStart.NegotiateAsync(server, endpoint.Upstream, loginTimeout);
            return server;
        }
        catch (Exception failure)
        {
            if (server is not null)
                await server.DisposeAsync();
            if (failure is SocketException or IOException)
                throw new LoginException(
                    SessionEndReason.ServerUnreachable,
                    new SessionError($"the server of endpoint {endpoint.Name} can not be reached: {failure.Message}"));
            throw;
        }
    }

    private SessionScope ScopeOf(StartupParameters parameters) =>
        new(new SessionFacts(parameters.User, [], parameters.Database, endpoint.Name), services.Shared.Policies);

    private Task<SessionEndReason> RelayAsync(
        PostgresSession state, WireConnection server, AnnouncedSecrets secrets, SessionScope policies, SessionRegistry.SessionPlace place)
    {
        SessionPolicy policy = policies.Began;
        int limit = services.Shared.Limits.MaxInspectedFrameBytes;
        PolicyScopeServices scope = services.For(policy);
        SessionCatalog? catalog = policy.NeedsCatalog ? new SessionCatalog(services.Catalogs, state.Catalogs, scope.Catalog) : null;
        state.Catalog = catalog;
        StatementGate? gate = policy.IsEmpty ? null : new StatementGate(state, new RenewedJudge(services, policies), catalog, limit);
        RowPlanner? planner = policy.Masks.IsEmpty ? null : new RowPlanner(services.Shared.MaskKey);
        RedactedRequests? redacted = policy.RedactedColumns.IsEmpty ? null : new RedactedRequests(secrets, limit);
        var session = new Session(
            client,
            server,
            new PostgresClientRelay(state, gate, catalog is null ? null : new MaskedRequests(state, catalog), redacted),
            new PostgresServerRelay(state, catalog is null ? null : new MaskedReplies(state, catalog, scope.Judge, planner), limit));
        place.Occupy(new DrainablePostgresSession(session, state, policies));
        return recorded.RelayAsync(session, state.Recorder);
    }
}
