using System.Collections.Immutable;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Parsing;

/// <summary>Collects what one statement of either dialect is found to do; nested statements add to the same findings.</summary>
internal abstract class StatementFindings
{
    private readonly DistinctList<RelationAccess> _relations = new();
    private readonly DistinctList<SqlName> _functions = new();
    private StatementKinds _kinds;
    private CommonTableScope? _commonTables;

    public CommonTableScope CommonTables => _commonTables ??= new CommonTableScope();

    public bool IsPartial => Gap is not null;

    protected ImmutableArray<RelationAccess> Relations => _relations.ToImmutable();

    protected ImmutableArray<SqlName> Functions => _functions.ToImmutable();

    protected WherePresence WherePresence { get; private set; }

    protected DataMovement Movement { get; set; }

    protected ResultSource ResultSource { get; private set; }

    protected string? Gap { get; private set; }

    public StatementKind Add(StatementKind kind)
    {
        _kinds = _kinds.With(kind);
        return kind;
    }

    public bool Has(StatementKind kind) => _kinds.Contains(kind);

    /// <summary>A relation read by a query, unless the name is that of a WITH query.</summary>
    public void Read(SqlName name)
    {
        if (name.Schema is not null || _commonTables is null || !_commonTables.IsVisible(name.Name))
            ReadStored(name);
    }

    /// <summary>A relation read that no WITH query can stand for.</summary>
    public void ReadStored(SqlName name) => Touch(name, AccessMode.Read);

    public void Write(SqlName name) => Touch(name, AccessMode.Write);

    public void Touch(SqlName name, AccessMode access) => _relations.Add(new RelationAccess(name, access));

    public virtual void Call(SqlName function) => _functions.Add(function);

    /// <summary>Notes an UPDATE or DELETE; one without a WHERE decides for the whole statement.</summary>
    public void Where(WherePresence presence)
    {
        if (presence > WherePresence)
            WherePresence = presence;
    }

    public void ReturnsEarlierText() => ResultSource = ResultSource.EarlierText;

    /// <summary>The first gap is kept: later ones are often its consequences.</summary>
    public void Partial(string gap) => Gap ??= gap;

    protected StatementKinds KindsWith(StatementKind kind) => _kinds.With(kind);

    /// <summary>Adds what a statement does that this one carries as a text.</summary>
    protected void Include(StatementSummary inner)
    {
        _kinds = _kinds.Union(inner.Kinds);
        foreach (RelationAccess relation in inner.Relations)
            _relations.Add(relation);
        foreach (SqlName function in inner.Functions)
            _functions.Add(function);
        Where(inner.Where);
        if (inner.Coverage.Gap is { } gap)
            Partial(gap);
    }
}
