namespace WireProxy.Sql.Analysis;

/// <summary>A relation that a statement names, and what it does to it. Read and written gives two entries.</summary>
public readonly record struct RelationAccess(SqlName Name, AccessMode Access);

/// <summary>What a statement does to a relation.</summary>
public enum AccessMode : byte
{
    Read,
    Write,
}
