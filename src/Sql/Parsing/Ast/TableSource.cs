using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Parsing.Ast;

/// <summary>Something that FROM takes rows from.</summary>
internal abstract class TableSource
{
    public string? Alias { get; set; }
}

internal sealed class NamedTable(SqlName name) : TableSource
{
    public SqlName Name { get; } = name;

    public TableLookup Lookup { get; init; }

    /// <summary>The names that an alias gives to its first columns.</summary>
    public List<string>? Columns { get; set; }
}

/// <summary>What the name of a table can mean.</summary>
internal enum TableLookup : byte
{
    /// <summary>A query of WITH before a stored relation.</summary>
    CommonFirst,

    /// <summary>The target of a modification is always a stored relation.</summary>
    Stored,
}

/// <summary>A sub-query in FROM.</summary>
internal sealed class DerivedTable(Query query, SiblingScope scope) : TableSource
{
    public Query Query { get; } = query;

    public SiblingScope Scope { get; } = scope;

    public List<string>? Columns { get; set; }
}

/// <summary>Whether a derived table sees the tables before it in the same FROM (LATERAL).</summary>
internal enum SiblingScope : byte
{
    Hidden,
    Visible,
}

/// <summary>JSON_TABLE: each column is made of the expression.</summary>
internal sealed class JsonTable(Expression input) : TableSource
{
    public Expression Input { get; } = input;

    public List<string> Columns { get; } = [];
}

/// <summary>A function in FROM: each column is made of the expression.</summary>
internal sealed class FunctionTable(Expression input) : TableSource
{
    public Expression Input { get; } = input;

    /// <summary>Null where they are not known.</summary>
    public List<string>? Columns { get; set; }

    /// <summary>The call, where the body of the function may be known.</summary>
    public FunctionCall? Call { get; set; }

    /// <summary>The names that an alias gives to its first columns.</summary>
    public List<string>? Names { get; set; }

    public RowNumbering Numbering { get; set; }
}

/// <summary>Whether WITH ORDINALITY adds a column.</summary>
internal enum RowNumbering : byte
{
    None,
    LastColumn,
}

/// <summary>Table references in parentheses; with an alias the tables in them have no names outside.</summary>
internal sealed class NestedJoin(List<JoinTree> trees) : TableSource
{
    public List<JoinTree> Trees { get; } = trees;

    /// <summary>The names that an alias gives to its first columns.</summary>
    public List<string>? Columns { get; set; }
}

/// <summary>A source of rows that is not known; its columns may hold anything.</summary>
internal sealed class UnknownTable : TableSource;

/// <summary>Table sources joined from left to right.</summary>
internal sealed class JoinTree
{
    public List<JoinStep> Steps { get; } = new(1);

    /// <summary>Conditions that do not follow their table: <c>a JOIN b JOIN c ON .. USING ..</c></summary>
    public bool IsNested { get; set; }
}

/// <summary>A table source and how it is joined to what stands left of it.</summary>
internal sealed class JoinStep(TableSource source, JoinSide side)
{
    public TableSource Source { get; } = source;

    public JoinSide Side { get; } = side;

    public JoinMatch Match { get; set; }

    /// <summary>The columns of USING.</summary>
    public List<string>? Using { get; set; }
}

/// <summary>Which side an outer join keeps whole.</summary>
internal enum JoinSide : byte
{
    Left,
    Right,
}

/// <summary>How the columns of both sides become the columns of the join.</summary>
internal enum JoinMatch : byte
{
    None,
    On,
    Using,
    Natural,
}
