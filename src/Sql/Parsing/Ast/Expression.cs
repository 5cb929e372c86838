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

    /// <summary>Reads a user variable or calls a function that may read anything.</summary>
    public bool IsOpaque { get; private set; }

    /// <summary>One column or one scalar sub-query and nothing else, so that its value is passed on unchanged.</summary>
    public bool IsCopy => _parts == 1 && !IsOpaque && (Columns?.Count ?? 0) + (Queries?.Count ?? 0) == 1;

    public bool IsConstant => Columns is null && Queries is null && !IsOpaque;

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
    }
}
