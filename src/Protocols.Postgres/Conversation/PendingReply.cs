namespace WireProxy.Protocols.Postgres.Conversation;

/// <summary>One message that the server has been sent and has not finished answering.</summary>
public readonly record struct PendingReply(ReplyKind Kind, ReplyAudience Audience)
{
    /// <summary>The statement name that a Parse, Bind, Describe or Close is about.</summary>
    public NamedStatement? Statement { get; init; }

    /// <summary>The portal name that a Bind, Describe, Execute or Close is about.</summary>
    public NamedPortal? Portal { get; init; }

    /// <summary>What the session knows of the statement text of a Query or Parse; null means nothing is known.</summary>
    public object? Judgement { get; init; }

    /// <summary>What the proxy has asked the server about a Query or Execute right before it.</summary>
    public object? Inquiry { get; init; }

    /// <summary>Set when a message that policy refused was replaced: the server's error to it carries this instead.</summary>
    public object? Refusal { get; init; }

    /// <summary>Where the message stands in the bytes that the client sent.</summary>
    public long ClientOffset { get; init; }
}

/// <summary>Whom a reply is for.</summary>
public enum ReplyAudience : byte
{
    /// <summary>The client asked; the reply goes to it.</summary>
    Client,
    /// <summary>The proxy asked; the reply is swallowed.</summary>
    Proxy,
}
