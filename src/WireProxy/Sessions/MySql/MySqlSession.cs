using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Recording;
using WireProxy.Sessions.MySql.Login;

namespace WireProxy.Sessions.MySql;

/// <summary>What the two directions of one session share, from the client's response on.</summary>
internal sealed class MySqlSession(
    MySqlConversation conversation, CapabilityFlags capabilities, AuthenticationExchange authentication, ISessionRecorder recorder)
{
    private volatile ServerStatus _status;
    private volatile LoginState _login;

    public MySqlConversation Conversation => conversation;

    /// <summary>What client and server agreed on.</summary>
    public CapabilityFlags Capabilities => capabilities;

    public AuthenticationExchange Authentication => authentication;

    public ISessionRecorder Recorder => recorder;

    public InfileTransfer Infile { get; } = new();

    /// <summary>Raised when the server's side has seen what the client's side may wait for.</summary>
    public SessionSignal Signal { get; } = new();

    /// <summary>Has the client's side look up although nothing arrived. Callable from the server's side.</summary>
    public Action CallClientTurn { get; set; } = static () => { };

    /// <summary>Whether the server has let the client in.</summary>
    public LoginState Login => _login;

    /// <summary>The session's state as the server told it last.</summary>
    public ServerStatus Status => _status;

    /// <summary>The sequence id of an error that would be sent to the client now.</summary>
    public byte NextToClient { get; set; }

    /// <summary>No command is running, no transaction is open.</summary>
    public bool IsAtRest => conversation.IsIdle && !_status.HasFlag(ServerStatus.InTrans);

    public void NoteStatus(ServerStatus status) => _status = status;

    /// <summary>The server accepted who the client says it is.</summary>
    public void NoteLogin()
    {
        // The first claim was recorded before the server saw it.
        if (_login == LoginState.Done)
            recorder.Identified(authentication.Claim.User, authentication.Claim.Database, authentication.Claim.Application);
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
