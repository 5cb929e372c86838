namespace WireProxy.Protocols.MySql.Commands;

/// <summary>Where the value of an execution's parameter comes from.</summary>
public enum ParameterSource : byte
{
    /// <summary>Its bytes are in the command.</summary>
    Command,

    /// <summary>It is NULL, which has no bytes.</summary>
    Null,

    /// <summary>It came before the command, with COM_STMT_SEND_LONG_DATA.</summary>
    LongData,
}
