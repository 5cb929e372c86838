namespace WireProxy.Protocols.MySql.Conversation;

/// <summary>Where in a reply the next packet will stand.</summary>
internal enum ReplyStage : byte
{
    /// <summary>No reply has begun.</summary>
    Between,
    First,
    /// <summary>Behind a request for a file only OK and ERR can come.</summary>
    InfileEnd,
    ParameterDefinitions,
    ParametersEnd,
    ColumnDefinitions,
    ColumnsEnd,
    Rows,
    /// <summary>The reply's last packet is being dealt with.</summary>
    Ended,
}
