using WireProxy.Policy;
using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Recording;
using WireProxy.Recording.Redaction;
using WireProxy.Sessions.MySql.Login;
using WireProxy.Sessions.MySql.Statements;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.MySql;

/// <summary>What the two directions of one session share, from the client's response on.</summary>
/// <param name="conversation">What the server owes.</param>
/// <param name="capabilities">What client and server agreed on.</param>
/// <param name="authentication">The login that is going on.</param>
/// <param name="recorder">Takes the session down.</param>
internal sealed class MySqlSession(
    MySqlConversation conversation, CapabilityFlags capabilities, AuthenticationExchange authentication, ISessionRecorder recorder)
{
    private volatile ServerStatus _status;
    private volatile LoginState _login;
    private volatile ServerSettings? _settings;
    private volatile StatementGate? _gate;
    private volatile IReplyMasks? _masks;
    private volatile SessionScope? _scope;

    public MySqlConversation Conversation => conversation;

    public CapabilityFlags Capabilities => capabilities;

    public AuthenticationExchange Authentication => authentication;

    public ISessionRecorder Recorder => recorder;

    /// <summary>What the client sent and the recording does not have.</summary>
    public SecretEchoes Echoes { get; init; } = new();

    public ServerVersion Server { get; init; }

    /// <summary>The policies that a user's statements may come under.</summary>
    public Func<LoginClaim, SessionPolicy> PolicyOf { get; init; } = static _ => SessionPolicy.None;

    /// <summary>Who judges the commands of a user, and null where no policy is about them. Asked at every login.</summary>
    public Func<MySqlSession, LoginClaim, StatementGate?> GateFor { get; init; } = static (_, _) => null;

    /// <summary>Who masks the replies to a user, and null where no mask is about them. Asked at every login.</summary>
    public Func<MySqlSession, LoginClaim, IReplyMasks?> MasksFor { get; init; } = static (_, _) => null;

    /// <summary>Called whenever the server has let a user in.</summary>
    public Action<LoginClaim> LoggedIn { get; init; } = static _ => { };

    public InfileTransfer Infile { get; } = new();

    public PreparedStatements Statements { get; } = new();

    public CursorRule Cursors { get; } = new();

    /// <summary>Raised when the server's side has seen what the client's side may wait for.</summary>
    public SessionSignal Signal { get; } = new();

    /// <summary>Has the client's side look up although nothing arrived. Callable from the server's side.</summary>
    public Action CallClientTurn { get; set; } = static () => { };

    /// <summary>The user's policies through reloads; null until the first login.</summary>
    public SessionScope? Scope
    {
        get => _scope;
        set => _scope = value;
    }

    /// <summary>Judges the user's commands; null in a session without policies.</summary>
    public StatementGate? Gate => _gate;

    /// <summary>Masks the replies; null in a session without masks.</summary>
    public IReplyMasks? Masks => _masks;

    /// <summary>How the server reads the next text; null when it has to be asked.</summary>
    public ServerSettings? Settings => _settings;

    /// <summary>Whether the server has let the client in.</summary>
    public LoginState Login => _login;

    /// <summary>The sequence id of an error that would be sent to the client now.</summary>
    public byte NextToClient { get; set; }

    /// <summary>No command is running, no transaction is open.</summary>
    public bool IsAtRest => conversation.IsIdle && !_status.HasFlag(ServerStatus.InTrans);

    public void NoteStatus(ServerStatus status)
    {
        _status = status;
        if (_settings is { } known && !known.Agree(status))
            _settings = null;
    }

    /// <summary>How the server reads a backslash in the next text, by its last word on it.</summary>
    public BackslashInLiteral Backslash =>
        _status.HasFlag(ServerStatus.NoBackslashEscapes) ? BackslashInLiteral.Ordinary : BackslashInLiteral.Escapes;

    public void NoteSettings(ServerSettings? settings) => _settings = settings;

    public void ForgetSettings() => _settings = null;

    /// <summary>The server accepted who the client says it is: nothing of an earlier user is left.</summary>
    public void NoteLogin()
    {
        LoginClaim claim = authentication.Claim;
        // The first claim was recorded before the server saw it.
        if (_login == LoginState.Done)
            recorder.Identified(claim.User, claim.Database, claim.Application);
        Statements.Clear();
        Statements.ForgetLast();
        Cursors.Clear();
        _settings = null;
        _gate = GateFor(this, claim);
        _masks = MasksFor(this, claim);
        LoggedIn(claim);
        _login = LoginState.Done;
        authentication.End();
    }

    /// <summary>It did not. A session that was open before may stay open under its old user.</summary>
    public void NoteLoginRefused()
    {
        if (_login == LoginState.Pending)
            _login = LoginState.Refused;
        authentication.End();
    }
}

/// <summary>How far the first login of a session got.</summary>
internal enum LoginState : byte
{
    Pending,
    Done,
    Refused,
}
