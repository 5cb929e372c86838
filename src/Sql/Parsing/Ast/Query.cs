namespace WireProxy.Sql.Parsing.Ast;

/// <summary>A query expression: one arm, or several under set operators.</summary>
internal sealed class Query
{
    /// <summary>The queries of its WITH, in order.</summary>
    public List<CommonTable>? CommonTables { get; set; }

    public WithScope With { get; set; }

    public List<QueryArm> Arms { get; } = new(1);

    /// <summary>INTO or PROCEDURE ANALYSE: the rows are not what the arms say.</summary>
    public ResultUse Use { get; set; }

    /// <summary>Whether it reads nothing but the statement's own literals.</summary>
    public bool IsConstant => Arms.TrueForAll(arm => arm.IsConstant);
}

/// <summary>Whether WITH said RECURSIVE.</summary>
internal enum WithScope : byte
{
    Plain,
    Recursive,
}

/// <summary>Where the rows of a query go.</summary>
internal enum ResultUse : byte
{
    Returned,
    Stored,
    Analysed,
}

/// <summary><c>name [(columns)] AS (query)</c></summary>
internal sealed record CommonTable(string Name, List<string>? Columns, Query Query)
{
    /// <summary>What SEARCH and CYCLE add behind its own columns, for those who read it from outside.</summary>
    public List<TrailColumn>? Trail { get; set; }
}

/// <summary>A column that follows the recursion: made of columns of the query, or a constant where there are none.</summary>
internal sealed record TrailColumn(string Name, List<string> Sources);

/// <summary>What a set operator combines.</summary>
internal abstract class QueryArm
{
    public abstract bool IsConstant { get; }
}

internal sealed class SelectArm : QueryArm
{
    public List<SelectItem> Items { get; } = new(4);

    public List<JoinTree>? From { get; set; }

    /// <summary>Tables that only a qualifier reaches: OLD and NEW of RETURNING.</summary>
    public List<NamedTable>? Qualified { get; set; }

    public override bool IsConstant => From is null && Items.TrueForAll(item => item.Value is { IsConstant: true });
}

/// <summary><c>TABLE name</c></summary>
internal sealed class TableArm(NamedTable table) : QueryArm
{
    public NamedTable Table { get; } = table;

    public override bool IsConstant => false;
}

/// <summary><c>VALUES</c>: one expression per column, made of the values of all rows.</summary>
internal sealed class ValuesArm : QueryArm
{
    public List<Expression> Columns { get; } = [];

    /// <summary>Null where the server makes up a name that is not known here.</summary>
    public List<string?> Names { get; } = [];

    public override bool IsConstant => Columns.TrueForAll(column => column.IsConstant);
}

internal sealed class NestedArm(Query query) : QueryArm
{
    public Query Query { get; } = query;

    public override bool IsConstant => Query.IsConstant;
}
