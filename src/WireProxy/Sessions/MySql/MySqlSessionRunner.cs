using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Policy;
using WireProxy.Recording;
using WireProxy.Sessions.MySql.Login;
using WireProxy.Sessions.MySql.Statements;
using WireProxy.Sql.Lexing;
using WireProxy.Transport;

namespace WireProxy.Sessions.MySql;

/// <summary>Runs one session from the client's response on: the rest of the login already passes through the two relays.</summary>
internal sealed class MySqlSessionRunner(
    WireConnection client, WireConnection server, SessionEndpoint endpoint, MySqlServices services, RecordedSession recorded)
{
    /// <summary>Called with the session before it starts.</summary>
    public required Action<MySqlSession> Opened { get; init; }

    /// <summary>What was said before the recording began, without the scramble and its answer.</summary>
    public static async Task RecordHandshakeAsync(byte[] greeting, ClientLogin login, ISessionRecorder recorder)
    {
        await recorder.ToClientAsync(WithoutScramble(greeting));
        await recorder.FromClientAsync(login.Preface);
        await recorder.FromClientAsync(LoginPackets.Zeroed(login.Packet, login.Response.AuthResponseAt));
    }

    /// <summary>The policies that a user's statements may come under, whichever database they are about.</summary>
    /// <exception cref="LoginException">They ask for what MySQL sessions can not do.</exception>
    public SessionPolicy PolicyOf(LoginClaim claim)
    {
        SessionPolicy policy = services.Shared.Policies.ForSession(new SessionFacts(claim.User, [], Database: null, endpoint.Name));
        return policy.Masks.IsEmpty
            ? policy
            : throw new LoginException(SessionEndReason.LoginRefused, new SessionError("masks are not supported on MySQL endpoints yet"));
    }

    /// <param name="greeting">The server's greeting.</param>
    /// <param name="login">The client's response, which the server has been sent.</param>
    /// <param name="claim">Who it says the client is.</param>
    /// <param name="sentSequence">The sequence id that it was sent with.</param>
    /// <param name="recorder">Takes the session down.</param>
    /// <param name="place">Makes the session known.</param>
    /// <param name="loginTimeout">Ends a login that takes too long.</param>
    public async Task<SessionEndReason> RunAsync(
        byte[] greeting, ClientLogin login, LoginClaim claim, byte sentSequence, ISessionRecorder recorder, SessionRegistry.SessionPlace place, CancellationToken loginTimeout)
    {
        (ServerVersion version, uint thread) = About(greeting);
        MySqlSession state = Open(version, thread, login, claim, sentSequence, recorder);
        Opened(state);
        var session = new Session(client, server, new MySqlClientRelay(state), new MySqlServerRelay(state));
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
            services.Threads.Leave(endpoint.Name, thread);
        }
        if (state.Login == LoginState.Pending)
            loginTimeout.ThrowIfCancellationRequested();
        return state.Login == LoginState.Refused ? SessionEndReason.LoginRefused : reason;
    }

    private MySqlSession Open(ServerVersion version, uint thread, ClientLogin login, LoginClaim claim, byte sentSequence, ISessionRecorder recorder)
    {
        HandshakeResponse41 response = login.Response;
        CapabilityFlags capabilities = OfferedCapabilities.Agreed(response);
        var conversation = new MySqlConversation(capabilities, services.Shared.Limits.MaxPipelinedMessages);
        var authentication = new AuthenticationExchange(login.Security, server.Security);
        authentication.Begin(claim, AuthenticationRule.MethodOf(response.AuthPluginName), shift: (byte)(login.Sequence - sentSequence));
        byte next = (byte)(login.Sequence + 1);
        conversation.Expect(new PendingReply(ReplyKind.Authentication, ReplyAudience.Client) 
        {
            NextSequence = next,
            ServerSequence = (byte)(sentSequence + 1),
        });
        return new MySqlSession(conversation, capabilities, authentication, recorder)
        {
            NextToClient = next,
            Server = version,
            PolicyOf = PolicyOf,
            GateFor = GateFor,
            LoggedIn = user => services.Threads.Enter(endpoint.Name, thread, user.User),
        };
    }

    private StatementGate? GateFor(MySqlSession session, LoginClaim claim)
    {
        SessionPolicy policy = PolicyOf(claim);
        return policy.IsEmpty ? null : new StatementGate(
            session, services.For(policy), claim, services.Shared.Limits.MaxInspectedFrameBytes,
            thread => services.Threads.IsOwn(endpoint.Name, thread, claim.User));
    }

    private static (ServerVersion Version, uint Thread) About(byte[] greeting)
    {
        HandshakeV10 read = HandshakeV10.Read(greeting.AsSpan(PacketHeader.Size));
        return (ServerVersions.Read(read.ServerVersion), read.ThreadId);
    }

    private static byte[] WithoutScramble(byte[] greeting)
    {
        (Range part1, Range part2) = HandshakeV10.Read(greeting.AsSpan(PacketHeader.Size)).ScrambleAt;
        return LoginPackets.Zeroed(greeting, part1, part2);
    }
}
