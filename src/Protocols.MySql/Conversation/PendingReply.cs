using WireProxy.Protocols.MySql.Commands;

namespace WireProxy.Protocols.MySql.Conversation;

/// <summary>One command that the server has been sent and has not finished answering.</summary>
public readonly record struct PendingReply(ReplyKind Kind, ReplyAudience Audience)
{
    /// <summary>The command that is answered, as far as the session makes a difference between those of one kind.</summary>
    public CommandCode Command { get; init; }

    /// <summary>The statement that is prepared, executed or fetched from; null where the session does not follow statements.</summary>
    public PreparedStatement? Statement { get; init; }

    /// <summary>What the session knows of the text of a COM_QUERY or COM_STMT_PREPARE; null means nothing is known.</summary>
    public object? Judgement { get; init; }

    /// <summary>Set when a command that was refused was replaced: the client gets this for whatever the server says.</summary>
    public object? Refusal { get; init; }

    /// <summary>Where the command stands in the bytes that the client sent.</summary>
    public long ClientOffset { get; init; }

    /// <summary>The sequence id that the client expects of the reply's first packet.</summary>
    public byte NextSequence { get; init; }

    /// <summary>
    /// The sequence id that the server's first packet must have, unless <see cref="MySqlConversation.Extend"/> tells of more
    /// packets: 1 behind a command of one packet. The proxy may have sent fewer packets than the client.
    /// </summary>
    public byte ServerSequence { get; init; } = 1;
}

/// <summary>Whom a reply is for.</summary>
public enum ReplyAudience : byte
{
    /// <summary>The client asked; the reply goes to it.</summary>
    Client,
    /// <summary>The proxy asked; the reply is swallowed.</summary>
    Proxy,
}
