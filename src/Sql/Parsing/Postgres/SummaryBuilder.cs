using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Collects what one statement is found to do; nested statements add to the same builder.</summary>
internal sealed class SummaryBuilder
{
    private const int MostCodeBytes = 1 << 22;

    private readonly DistinctList<RelationAccess> _relations = new();
    private readonly DistinctList<SqlName> _functions = new();
    private readonly DistinctList<string> _attributes = new();
    private StatementKinds _kinds;
    private WherePresence _where;
    private DataMovement _movement;
    private ResultSource _resultSource;
    private string? _gap;
    private CodeUse _code;
    private int _codeBytes;
    private CommonTableScope? _commonTables;

    public CommonTableScope CommonTables => _commonTables ??= new CommonTableScope();

    /// <summary>Set while the right side of an assignment is read.</summary>
    public ColumnWatch? Watch { get; set; }

    public StatementKind Add(StatementKind kind)
    {
        _kinds = _kinds.With(kind);
        return kind;
    }

    public void Read(SqlName name)
    {
        if (name.Schema is not null || _commonTables is null || !_commonTables.IsVisible(name.Name))
            _relations.Add(new RelationAccess(name, AccessMode.Read));
    }

    /// <summary>A relation read that no WITH query can stand for.</summary>
    public void ReadStored(SqlName name) => _relations.Add(new RelationAccess(name, AccessMode.Read));

    public void Write(SqlName name) => _relations.Add(new RelationAccess(name, AccessMode.Write));

    public void Touch(SqlName name, AccessMode access)
    {
        if (access == AccessMode.Write)
            Write(name);
        else
            ReadStored(name);
    }

    /// <summary>All relations of a schema; null: of any.</summary>
    public void TouchEvery(string? schema, AccessMode access) =>
        _relations.Add(new RelationAccess(new SqlName(schema, SqlName.Every), access));

    public void Call(SqlName function) => _functions.Add(function);

    public void CallBuiltIn(string function) => Call(new SqlName("pg_catalog", function));

    public void Attribute(string name) => _attributes.Add(name);

    /// <summary>Notes an UPDATE or DELETE; one without a WHERE decides for the whole statement.</summary>
    public void Where(WherePresence presence)
    {
        if (presence > _where)
            _where = presence;
    }

    public void StoresWhatItReads() => _movement = DataMovement.StoresWhatItReads;

    /// <summary>The cursor that is declared or fetched from.</summary>
    public string? Cursor { get; set; }

    /// <summary>The statement that is prepared or executed by its name.</summary>
    public string? Prepared { get; set; }

    /// <summary>The COPY TO STDOUT that the statement is, if all of its options were understood.</summary>
    public CopyToClient? Copy { get; set; }

    public void ReturnsEarlierText() => _resultSource = ResultSource.EarlierText;

    /// <summary>Notes what the statement does with code that it carries. Of code inside code only what is linked counts besides.</summary>
    public void Carries(CodeUse use)
    {
        if (use == CodeUse.Links || _code == CodeUse.None)
            _code = use;
    }

    /// <summary>Pays for reading code in literals; code inside code is read once more on each level.</summary>
    public bool TryTakeCode(int bytes)
    {
        bool fits = bytes <= MostCodeBytes - _codeBytes;
        if (fits)
            _codeBytes += bytes;
        return fits;
    }

    public bool HasGap => _gap is not null;

    /// <summary>The first gap is kept: later ones are often its consequences.</summary>
    public void Partial(string gap) => _gap ??= gap;

    public StatementSummary Build(StatementKind kind, Range text) => new()
    {
        Kind = kind,
        Kinds = _kinds.With(kind),
        Relations = _relations.ToImmutable(),
        Functions = _functions.ToImmutable(),
        Attributes = _attributes.ToImmutable(),
        Where = _where,
        Movement = _movement,
        ResultSource = _resultSource,
        // EXPLAIN DECLARE, and a DECLARE in the body of a routine, create no cursor.
        Cursor = kind is StatementKind.Select or StatementKind.Other ? Cursor : null,
        Copy = Copy,
        Prepared = Prepared is { } name ? new PreparedText(name, default) : null,
        Code = _code,
        Coverage = new Coverage(_gap),
        Text = text,
    };
}
