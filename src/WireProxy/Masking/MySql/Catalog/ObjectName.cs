namespace WireProxy.Masking.MySql.Catalog;

/// <summary>Something that a server's catalog may describe, by the name that a statement gives it.</summary>
/// <param name="Kind">Relations, functions and procedures may share a name.</param>
/// <param name="Database">Never the default one of a session: what is read is shared.</param>
/// <param name="Name">As written. Names in another case are asked for by themselves: whether they mean the same is the server's affair.</param>
internal readonly record struct ObjectName(ObjectKind Kind, string Database, string Name)
{
    public override string ToString() => $"{Database}.{Name}";
}

/// <summary>The name spaces of a database.</summary>
internal enum ObjectKind : byte
{
    Relation,
    Function,
    Procedure,
}
