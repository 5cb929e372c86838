namespace WireProxy.Sql.Analysis;

/// <summary>The statement classes that policy rules name (docs/policy.md).</summary>
public enum StatementKind : byte
{
    Select,
    Insert,
    Update,
    Delete,
    Merge,
    Truncate,
    Create,
    Alter,
    Drop,
    Grant,
    CopyIn,
    CopyOut,
    CopyFile,
    CopyProgram,
    Call,
    Do,
    Prepare,
    Execute,
    Set,
    Transaction,
    Lock,
    Explain,
    Maintenance,
    Admin,
    Replication,
    FunctionCall,
    Show,
    Other,
}
