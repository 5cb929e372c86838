using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Sessions.MySql.Statements;

namespace WireProxy.Sessions.MySql;

/// <summary>
/// Keeps a server's request for a file from a client that must not be asked (protocols reference 2.C): the server gets an
/// empty file, the client an error in the place of the reply. For the server's side of a session.
/// </summary>
internal sealed class FileRefusal(MySqlSession session)
{
    private Stage _stage;

    /// <summary>Whether the reply at hand is one in which a request was refused.</summary>
    public bool IsRefused => _stage != Stage.None;

    /// <exception cref="MySqlProtocolException">The client can not know that what it has sent already would be taken for the file.</exception>
    public bool MayBeAskedFor()
    {
        if (session.Conversation.Waiting > 0)
            throw new MySqlProtocolException("it asks for a file where the client has sent commands already");
        return session.Capabilities.HasFlag(CapabilityFlags.LocalFiles)
            && (session.Gate is null
                || (session.Conversation.Current.Judgement is StatementJudgement judgement && judgement.Effects.HasFlag(StatementEffects.LoadsLocalFile)));
    }

    /// <param name="request">The packet that asked.</param>
    public void Refuse(PacketHeader request)
    {
        _stage = Stage.Begun;
        session.Infile.Decline((byte)(request.Sequence + 1));
        session.Signal.Raise();
        session.CallClientTurn();
    }

    /// <summary>
    /// Takes a further packet of the reply: first the server's answer to a file without contents, which gives what the client
    /// gets in its place. What follows that in the same reply the client no longer expects: null.
    /// </summary>
    public Refusal? TakeAnswer()
    {
        Refusal? refusal = _stage == Stage.Begun ? Refusal.LocalInfile : null;
        _stage = Stage.Told;
        return refusal;
    }

    /// <summary>The reply is over.</summary>
    public void End() => _stage = Stage.None;

    private enum Stage : byte
    {
        None,
        Begun,
        /// <summary>The client got its error.</summary>
        Told,
    }
}
