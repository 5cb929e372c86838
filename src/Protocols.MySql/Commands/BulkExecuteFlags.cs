namespace WireProxy.Protocols.MySql.Commands;

/// <summary>How COM_STMT_BULK_EXECUTE is to run.</summary>
[Flags]
public enum BulkExecuteFlags : ushort
{
    None = 0,

    /// <summary>One result per row of parameters instead of one for all.</summary>
    SendUnitResults = 64,
    SendTypes = 128,
}
