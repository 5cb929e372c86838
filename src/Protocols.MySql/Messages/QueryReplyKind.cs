namespace WireProxy.Protocols.MySql.Messages;

/// <summary>How the server's reply to COM_QUERY or COM_STMT_EXECUTE begins.</summary>
public enum QueryReplyKind : byte
{
    Ok,
    Err,

    /// <summary>The server asks the client for a file.</summary>
    LocalInfile,

    /// <summary>A <see cref="ColumnCountPacket"/>: definitions and rows follow.</summary>
    ResultSet,

    /// <summary>A <see cref="ProgressReport"/>: the reply is still to come.</summary>
    Progress,
}
