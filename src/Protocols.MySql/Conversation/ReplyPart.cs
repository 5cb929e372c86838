namespace WireProxy.Protocols.MySql.Conversation;

/// <summary>What one packet of the server is in the reply that it belongs to.</summary>
public enum ReplyPart : byte
{
    /// <summary>An OK packet, or the EOF packet that some commands are answered with.</summary>
    Ok,
    Err,
    /// <summary>The server asks the client for a file.</summary>
    LocalInfile,
    ColumnCount,
    PrepareOk,
    ParameterDefinition,
    ColumnDefinition,
    /// <summary>The EOF packet behind definitions.</summary>
    DefinitionsEnd,
    Row,
    /// <summary>The EOF or OK packet behind rows.</summary>
    RowsEnd,
    Statistics,
    /// <summary>MariaDB's progress report; the reply is still to come.</summary>
    Progress,
    AuthSwitch,
    /// <summary>Data of the authentication method in use.</summary>
    AuthData,
    /// <summary>An ERR packet that answers nothing: the server is about to close the connection.</summary>
    Farewell,
}
