namespace WireProxy.Protocols.MySql.Conversation;

/// <summary>What the server owes for a command (protocols reference 2.A); commands without a reply have none.</summary>
public enum ReplyKind : byte
{
    /// <summary>OK, EOF or ERR.</summary>
    Ok,
    /// <summary>COM_QUERY, COM_STMT_EXECUTE, COM_STMT_BULK_EXECUTE: OK, ERR, a request for a file, or result sets.</summary>
    Results,
    Prepare,
    /// <summary>Rows without definitions.</summary>
    Fetch,
    /// <summary>Definitions without rows.</summary>
    FieldList,
    /// <summary>One packet that is a text.</summary>
    Statistics,
    /// <summary>An exchange that ends in OK or ERR: the login, COM_CHANGE_USER.</summary>
    Authentication,
}
