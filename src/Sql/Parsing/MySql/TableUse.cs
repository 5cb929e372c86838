namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Who notes the access to the relations of table references.</summary>
internal enum TableUse : byte
{
    Read,

    /// <summary>The statement that asked for them: it writes some of them.</summary>
    NotedByStatement,
}
