namespace WireProxy.Protocols.Postgres.Conversation;

/// <summary>What the server owes for a message that was sent to it.</summary>
public enum ReplyKind : byte
{
    Query,
    Parse,
    Bind,
    DescribeStatement,
    DescribePortal,
    Execute,
    Close,
    FunctionCall,
    Sync,
    /// <summary>CopyDone or CopyFail: no reply of its own, but it ends the time in which the server ignores Sync.</summary>
    CopyEnd,
}
