namespace WireProxy.Sql.Parsing.Ast;

/// <summary>
/// What the value of an expression can be made of. Its operators do not matter: whatever their precedence, the value
/// depends on all operands.
/// </summary>
internal sealed class Expression
{
    private int _parts;

    public List<ColumnReference>? Columns { get; private set; }

    /// <summary>Sub-queries whose rows go into the value; those behind EXISTS are left out.</summary>
    public List<Query>? Queries { get; private set; }

    /// <summary>Calls of functions that are known by their bodies.</summary>
    public List<FunctionCall>? Calls { get; private set; }

    /// <summary>Fields of values of row types.</summary>
    public List<FieldAccess>? Fields { get; private set; }

    /// <summary>Reads a user variable or calls a function that may read anything.</summary>
    public bool IsOpaque { get; private set; }

    /// <summary>One column, field or scalar sub-query and nothing else, so that its value is passed on unchanged.</summary>
    public bool IsCopy => _parts == 1 && !IsOpaque && (Columns?.Count ?? 0) + (Queries?.Count ?? 0) + (Fields?.Count ?? 0) == 1;

    /// <summary>The call that the expression is, if it is one and nothing else.</summary>
    public FunctionCall? OnlyCall => _parts == 1 && Calls is [{ } call] ? call : null;

    /// <summary>The row whose fields the expression stands for, each as a value of its own: <c>(row).*</c> and nothing else.</summary>
    public Expression? ExpandedRow => IsCopy && Fields is [{ Field: null } all] ? all.Source : null;

    public bool IsConstant => Columns is null && Queries is null && Calls is null && Fields is null && !IsOpaque;

    public void Add(ColumnReference column)
    {
        _parts++;
        (Columns ??= new List<ColumnReference>(1)).Add(column);
    }

    public void Add(Query query)
    {
        _parts++;
        (Queries ??= new List<Query>(1)).Add(query);
    }

    public void Add(FunctionCall call)
    {
        _parts++;
        (Calls ??= new List<FunctionCall>(1)).Add(call);
    }

    public void Add(FieldAccess field)
    {
        _parts++;
        (Fields ??= new List<FieldAccess>(1)).Add(field);
    }

    /// <summary>An operator, a literal, a call: the value is computed.</summary>
    public void AddOther() => _parts++;

    public void AddOpaque()
    {
        _parts++;
        IsOpaque = true;
    }

    public void AddAll(Expression other)
    {
        _parts += other._parts;
        IsOpaque |= other.IsOpaque;
        if (other.Columns is { } columns)
            (Columns ??= []).AddRange(columns);
        if (other.Queries is { } queries)
            (Queries ??= []).AddRange(queries);
        if (other.Calls is { } calls)
            (Calls ??= []).AddRange(calls);
        if (other.Fields is { } fields)
            (Fields ??= []).AddRange(fields);
    }
}
