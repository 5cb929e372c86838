namespace WireProxy.Protocols.MySql.Commands;

/// <summary>How a prepared statement is to run.</summary>
[Flags]
public enum ExecuteFlags : byte
{
    None = 0,

    /// <summary>The rows wait for COM_STMT_FETCH.</summary>
    ReadOnlyCursor = 1,
    ForUpdateCursor = 2,
    ScrollableCursor = 4,

    /// <summary>The number of parameters comes before them, their names among the types.</summary>
    ParameterCountAvailable = 8,
}
