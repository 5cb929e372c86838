namespace WireProxy.Protocols.MySql.Values;

/// <summary>How the rows of a result are written: one format for all of its columns.</summary>
public enum RowFormat : byte
{
    /// <summary>The reply to COM_QUERY: every value as a text.</summary>
    Text,

    /// <summary>The replies to COM_STMT_EXECUTE and COM_STMT_FETCH.</summary>
    Binary,
}
