using WireProxy.Masking.Postgres;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Policy;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Sessions;
using WireProxy.Sessions.Postgres;
using WireProxy.Tests.Configuration;
using MaskedValues = WireProxy.Tests.Masking.Postgres.Values.Masked;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>The two relays of one session, fed with bytes.</summary>
internal sealed class RelayedSession : IDisposable
{
    public const int InspectionLimit = 4096;

    private readonly RelayFeed _client;
    private readonly RelayFeed _server;

    private RelayedSession(SilentRecorder recorder, CatalogStore store, Func<PostgresSession, (IFrameRelay Client, IFrameRelay Server)> relays)
    {
        Recorder = recorder;
        State = new PostgresSession(new PostgresConversation(10_000), recorder, store.Of("pg", "shop"));
        (ClientRelay, ServerRelay) = relays(State);
        _client = new RelayFeed(ClientRelay);
        _server = new RelayFeed(ServerRelay);
    }

    public SilentRecorder Recorder { get; }

    public PostgresSession State { get; }

    public IFrameRelay ClientRelay { get; }

    public IFrameRelay ServerRelay { get; }

    public bool IsPaused => _client.Next == RelayNext.Pause;

    public bool HasEnded => _client.Next == RelayNext.End;

    /// <summary>A session without policies.</summary>
    public static RelayedSession Plain(SilentRecorder? recorder = null) => new(recorder ?? new SilentRecorder(), Store(), state =>
        (new PostgresClientRelay(state, null, null, null), new PostgresServerRelay(state, null, InspectionLimit)));

    /// <summary>A session with rules and without masks.</summary>
    public static RelayedSession Gated(IStatementJudge judge, SilentRecorder? recorder = null) => new(recorder ?? new SilentRecorder(), Store(), state =>
        (new PostgresClientRelay(state, new StatementGate(state, judge, null, InspectionLimit), null, null), new PostgresServerRelay(state, null, InspectionLimit)));

    /// <summary>A session under policies, written as JSON, that need the catalog; judged for real.</summary>
    public static RelayedSession Masked(string policies, CatalogStore? shared = null) => Masked(Scope(policies), shared);

    /// <summary>One of several sessions of the same scope.</summary>
    public static RelayedSession Masked(PolicyScopeServices scope, CatalogStore? shared = null)
    {
        CatalogStore store = shared ?? Store();
        return new(new SilentRecorder(), store, state =>
        {
            var catalog = new SessionCatalog(store, state.Catalogs, scope.Catalog);
            var gate = new StatementGate(state, scope.Judge, catalog, InspectionLimit);
            RowPlanner? planner = scope.Catalog.Masks.IsEmpty ? null : new RowPlanner(MaskedValues.Key);
            return (new PostgresClientRelay(state, gate, new MaskedRequests(state, catalog), null),
                new PostgresServerRelay(state, new MaskedReplies(state, catalog, scope.Judge, planner), InspectionLimit));
        });
    }

    public static PolicyScopeServices Scope(string policies)
    {
        SessionPolicy policy = PolicySnapshot.Compile(Configured.Policies(policies)).ForSession(new SessionFacts("ann", [], "shop", "pg"));
        return new PolicyScopeServices(new StatementJudge(policy), new CatalogPlan(policy.Masks));
    }

    public static CatalogStore Store(TimeProvider? time = null) => new(time ?? TimeProvider.System);

    /// <summary>Feeds the client's bytes; gives what the server gets.</summary>
    public byte[] Client(params byte[][] frames) => _client.Feed(frames);

    /// <summary>Feeds the server's bytes; gives what the client gets.</summary>
    public byte[] Server(params byte[][] frames) => _server.Feed(frames);

    /// <summary>Goes on after the pause that the catalog was read in; gives what the server gets.</summary>
    public byte[] Resume()
    {
        Assert.True(ClientRelay.ResumeAsync().IsCompletedSuccessfully, "the client's direction still waits");
        return _client.Resume();
    }

    /// <summary>Lets the client ask, answers the catalog reading if the proxy asks for one, and gives what the server gets after it.</summary>
    public byte[] Client(SampleDatabase database, params byte[][] frames)
    {
        byte[] sent = Client(frames);
        if (!IsPaused)
            return sent;
        Assert.Empty(Server(database.Answer((char)State.Transaction)));
        return Resume();
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

}
