using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Recording;
using WireProxy.Recording.Redaction;
using WireProxy.Sessions;
using WireProxy.Sessions.MySql;
using WireProxy.Sessions.MySql.Login;
using WireProxy.Sessions.MySql.Statements;
using WireProxy.Sql.Lexing;
using WireProxy.Transport;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>The two relays of one session, fed with bytes.</summary>
internal sealed class RelayedSession : IDisposable
{
    public const int InspectionLimit = 4096;

    public static readonly ServerSettings Settings = new(LexicalContext.MySqlDefault, NameCase.Sensitive, "shop");

    private readonly RelayFeed _client;
    private readonly RelayFeed _server;

    private RelayedSession(MySqlSession state, SilentRecorder recorder, int inspectionLimit)
    {
        (State, Recorder) = (state, recorder);
        ClientRelay = new MySqlClientRelay(state) { CallTurn = () => ClientTurns++ };
        ServerRelay = new MySqlServerRelay(state, inspectionLimit);
        _client = new RelayFeed(ClientRelay);
        _server = new RelayFeed(ServerRelay);
    }

    public SilentRecorder Recorder { get; }

    public MySqlSession State { get; }

    public MySqlClientRelay ClientRelay { get; }

    public MySqlServerRelay ServerRelay { get; }

    public bool IsPaused => _client.Next == RelayNext.Pause;

    public bool HasEnded => _client.Next == RelayNext.End;

    /// <summary>How often the client's side was asked to look up.</summary>
    public int ClientTurns { get; private set; }

    /// <summary>A session that is logged in, without policies.</summary>
    public static RelayedSession Plain(CapabilityFlags more = CapabilityFlags.None, SilentRecorder? recorder = null) =>
        LoggedIn(Login(more, recorder));

    /// <summary>A session that is logged in, with rules; its settings are known.</summary>
    public static RelayedSession Gated(
        IStatementJudge judge, CapabilityFlags more = CapabilityFlags.None, SilentRecorder? recorder = null, Func<ulong, bool>? owns = null)
    {
        RelayedSession session = LoggedIn(Login(more, recorder, gateFor: (state, claim) =>
            new StatementGate(state, judge, claim, InspectionLimit, owns ?? (static _ => false))));
        session.State.NoteSettings(Settings);
        return session;
    }

    /// <summary>A session of which not all is recorded; its settings are known.</summary>
    public static RelayedSession Redacted(IStatementJudge judge, SilentRecorder recorder, CapabilityFlags more = CapabilityFlags.None)
    {
        var announced = new AnnouncedSecrets(recorder);
        RelayedSession session = LoggedIn(Login(
            more, recorder, gateFor: (state, claim) => new StatementGate(state, judge, claim, InspectionLimit, static _ => false)
            {
                Redacted = new RedactedCommands(state, announced, InspectionLimit),
            }, recordsTo: RedactingRecorder.Over(recorder, new SecretEchoes(), announced)));
        session.State.NoteSettings(Settings);
        return session;
    }

    /// <summary>A session whose replies are masked.</summary>
    public static RelayedSession Masked(IReplyMasks masks, CapabilityFlags more = CapabilityFlags.None, int inspectionLimit = InspectionLimit)
    {
        RelayedSession session = LoggedIn(Login(
            more, gateFor: (state, claim) => new StatementGate(state, new ScriptedJudge(), claim, InspectionLimit, static _ => false), masksFor: (_, _) => masks, inspectionLimit: inspectionLimit));
        session.State.NoteSettings(Settings);
        return session;
    }

    /// <summary>A session whose login has just been sent to the server.</summary>
    public static RelayedSession Login(
        CapabilityFlags more = CapabilityFlags.None, SilentRecorder? recorder = null, LinkSecurity client = LinkSecurity.Plain,
        LinkSecurity server = LinkSecurity.Plain, string method = "mysql_native_password",
        Func<MySqlSession, LoginClaim, StatementGate?>? gateFor = null, Func<MySqlSession, LoginClaim, IReplyMasks?>? masksFor = null,
        int inspectionLimit = InspectionLimit, ISessionRecorder? recordsTo = null)
    {
        recorder ??= new SilentRecorder();
        CapabilityFlags capabilities = Answer.Capabilities | more;
        var conversation = new MySqlConversation(capabilities, 10_000);
        var authentication = new AuthenticationExchange(client, server);
        byte fromClient = (byte)(client == LinkSecurity.Tls ? 2 : 1), toServer = (byte)(server == LinkSecurity.Tls ? 2 : 1);
        authentication.Begin(new LoginClaim("ann", "shop", null), method, (byte)(fromClient - toServer));
        conversation.Expect(new PendingReply(ReplyKind.Authentication, ReplyAudience.Client)
        {
            NextSequence = (byte)(fromClient + 1),
            ServerSequence = (byte)(toServer + 1),
        });
        var state = new MySqlSession(conversation, capabilities, authentication, recordsTo ?? recorder)
        {
            NextToClient = (byte)(fromClient + 1),
            GateFor = gateFor ?? (static (_, _) => null),
            MasksFor = masksFor ?? (static (_, _) => null),
        };
        return new RelayedSession(state, recorder, inspectionLimit);
    }

    /// <summary>Feeds the client's bytes; gives what the server gets.</summary>
    public byte[] Client(params byte[][] packets) => _client.Feed(packets);

    /// <summary>Feeds the server's bytes; gives what the client gets, beyond the pauses that record single packets.</summary>
    public byte[] Server(params byte[][] packets)
    {
        byte[] sent = _server.Feed(packets);
        while (_server.Next == RelayNext.Pause)
            sent = [.. sent, .. _server.Resume()];
        return sent;
    }

    /// <summary>Goes on after a pause; gives what the server gets.</summary>
    public byte[] Resume()
    {
        Assert.True(ClientRelay.ResumeAsync().IsCompletedSuccessfully, "the client's direction still waits");
        return _client.Resume();
    }

    /// <summary>Has the client's side look up although nothing arrived.</summary>
    public byte[] CallClient() => _client.Call();

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private static RelayedSession LoggedIn(RelayedSession session)
    {
        session.Server(Answer.Ok(sequence: 2));
        session.Recorder.Clear();
        return session;
    }
}
