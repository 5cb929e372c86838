using WireProxy.Audit.Records;
using WireProxy.Masking.MySql;
using WireProxy.Policy;
using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Recording;
using WireProxy.Recording.Redaction;
using WireProxy.Sessions.MySql.Login;
using WireProxy.Sessions.MySql.Masked;
using WireProxy.Sessions.MySql.Statements;
using WireProxy.Transport;

namespace WireProxy.Sessions.MySql;

/// <summary>Runs one session from the client's response on: the rest of the login already passes through the two relays.</summary>
internal sealed class MySqlSessionRunner(
    WireConnection client, WireConnection server, SessionEndpoint endpoint, MySqlServices services, RecordedSession recorded)
{
    // Of the user who is logged in; made with the gate, and shared with the masks.
    private MaskedSession? _masked;
    private AnnouncedSecrets? _announced;

    /// <summary>Called with the session before it starts.</summary>
    public required Action<MySqlSession> Opened { get; init; }

    /// <summary>What was said before the recording began, without the scramble and its answer.</summary>
    public static async Task RecordHandshakeAsync(byte[] greeting, ClientLogin login, ISessionRecorder recorder)
    {
        await recorder.ToClientAsync(WithoutScramble(greeting, recorder));
        await recorder.FromClientAsync(login.Preface);
        byte[] packet = LoginPackets.Zeroed(login.Packet, login.Response.AuthResponseAt);
        (int start, int length) = login.Response.AuthResponseAt.GetOffsetAndLength(packet.Length - PacketHeader.Size);
        recorder.Redacted(RecordedSide.Client, recorder.BytesFromClient + PacketHeader.Size + start, length);
        await recorder.FromClientAsync(packet);
    }

    /// <summary>The policies that a user's statements may come under, whichever database they are about.</summary>
    public SessionPolicy PolicyOf(LoginClaim claim) => ScopeOf(claim).Began;

    private SessionScope ScopeOf(LoginClaim claim) =>
        new(new SessionFacts(claim.User, [], Database: null, endpoint.Name), services.Shared.Policies);

    /// <param name="opening">What was said so far.</param>
    /// <param name="recorder">Takes the session down.</param>
    /// <param name="place">Makes the session known.</param>
    /// <param name="loginTimeout">Ends a login that takes too long.</param>
    public async Task<SessionEndReason> RunAsync(
        SessionOpening opening, ISessionRecorder recorder, SessionRegistry.SessionPlace place, CancellationToken loginTimeout)
    {
        MySqlSession state = Open(opening, recorder);
        Opened(state);
        var session = new Session(client, server, new MySqlClientRelay(state), new MySqlServerRelay(state, services.Shared.Limits.MaxInspectedFrameBytes));
        place.Occupy(new DrainableMySqlSession(session, state));
        await using CancellationTokenRegistration timeout = loginTimeout.UnsafeRegister(_ =>
        {
            if (state.Login == LoginState.Pending)
                session.Abort();
        }, null);
        SessionEndReason reason;
        try
        {
            reason = await recorded.RelayAsync(session, recorder);
        }
        finally
        {
            services.Threads.Leave(endpoint.Name, opening.Greeting.ThreadId);
        }
        if (state.Login == LoginState.Pending)
            loginTimeout.ThrowIfCancellationRequested();
        return state.Login == LoginState.Refused ? SessionEndReason.LoginRefused : reason;
    }

    private MySqlSession Open(SessionOpening opening, ISessionRecorder recorder)
    {
        HandshakeResponse41 response = opening.Login.Response;
        HandshakeV10 greeting = opening.Greeting;
        uint thread = greeting.ThreadId;
        CapabilityFlags capabilities = OfferedCapabilities.Agreed(response);
        var conversation = new MySqlConversation(capabilities, services.Shared.Limits.MaxPipelinedMessages);
        var authentication = new AuthenticationExchange(opening.Login.Security, server.Security);
        authentication.Begin(
            opening.Claim, AuthenticationRule.MethodOf(response.AuthPluginName), shift: (byte)(opening.Login.Sequence - opening.SentSequence));
        byte next = (byte)(opening.Login.Sequence + 1);
        conversation.Expect(new PendingReply(ReplyKind.Authentication, ReplyAudience.Client)
        {
            NextSequence = next,
            ServerSequence = (byte)(opening.SentSequence + 1),
        });
        var redactor = new MySqlRedactor(capabilities);
        var echoes = new SecretEchoes();
        _announced = new AnnouncedSecrets(recorder);
        var session = new MySqlSession(conversation, capabilities, authentication, RedactingRecorder.Over(recorder, echoes, redactor, _announced))
        {
            Echoes = echoes,
            NextToClient = next,
            Server = ServerVersions.Read(greeting.ServerVersion),
            PolicyOf = PolicyOf,
            GateFor = GateFor,
            MasksFor = MasksFor,
            LoggedIn = user => services.Threads.Enter(endpoint.Name, thread, user.User),
        };
        redactor.Backslash = () => session.Backslash;
        return session;
    }

    private StatementGate? GateFor(MySqlSession session, LoginClaim claim)
    {
        SessionScope scope = ScopeOf(claim);
        SessionPolicy began = scope.Began;
        session.Scope = scope;
        MaskedSession? masked = began.Masks.IsEmpty ? null : new MaskedSession(services.Definitions, endpoint.Name, claim.User);
        _masked = masked;
        int limit = services.Shared.Limits.MaxInspectedFrameBytes;
        return began.IsEmpty ? null : new StatementGate(
            session, new RenewedJudge(scope, () => services.Shared.Policies, policy => JudgeUnder(policy, masked)), claim, limit,
            thread => services.Threads.IsOwn(endpoint.Name, thread, claim.User))
        {
            Redacted = began.RedactedColumns.IsEmpty ? null : new RedactedCommands(session, _announced!, limit),
        };
    }

    private IStatementJudge JudgeUnder(SessionPolicy policy, MaskedSession? masked) => masked is null
        ? services.For(policy)
        : new MaskedJudge(services.MaskedFor(policy), services.For(policy), masked);

    private MaskedReplies? MasksFor(MySqlSession session, LoginClaim claim) =>
        _masked is { } masked ? new MaskedReplies(session, masked, new RowPlanner(services.Shared.MaskKey)) : null;

    private static byte[] WithoutScramble(byte[] greeting, ISessionRecorder recorder)
    {
        (Range part1, Range part2) = HandshakeV10.Read(greeting.AsSpan(PacketHeader.Size)).ScrambleAt;
        var scramble = new SecretPlaces();
        foreach (Range part in (ReadOnlySpan<Range>)[part1, part2])
        {
            (int start, int length) = part.GetOffsetAndLength(greeting.Length - PacketHeader.Size);
            scramble.Add(PacketHeader.Size + start, length, SecretPlaces.Nothing);
        }
        return recorder.Redact(RecordedSide.Server, greeting, scramble);
    }
}
