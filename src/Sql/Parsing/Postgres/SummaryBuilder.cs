using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Collects what one PostgreSQL statement is found to do.</summary>
internal sealed class SummaryBuilder : StatementFindings
{
    private const int MostCodeBytes = 1 << 22;

    private readonly DistinctList<string> _attributes = new();
    private CodeUse _code;
    private int _codeBytes;

    /// <summary>Set while the right side of an assignment is read.</summary>
    public ColumnWatch? Watch { get; set; }

    /// <summary>All relations of a schema; null: of any.</summary>
    public void TouchEvery(string? schema, AccessMode access) =>
        Touch(new SqlName(schema, SqlName.Every), access);

    public void CallBuiltIn(string function) => Call(new SqlName("pg_catalog", function));

    public void Attribute(string name) => _attributes.Add(name);

    public void StoresWhatItReads() => Movement = DataMovement.StoresWhatItReads;

    /// <summary>The cursor that is declared or fetched from.</summary>
    public string? Cursor { get; set; }

    /// <summary>The statement that is prepared or executed by its name.</summary>
    public string? Prepared { get; set; }

    /// <summary>The COPY TO STDOUT that the statement is, if all of its options were understood.</summary>
    public CopyToClient? Copy { get; set; }

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

    public StatementSummary Build(StatementKind kind, Range text) => new()
    {
        Kind = kind,
        Kinds = KindsWith(kind),
        Relations = Relations,
        Functions = Functions,
        Attributes = _attributes.ToImmutable(),
        Where = WherePresence,
        Movement = Movement,
        ResultSource = ResultSource,
        // EXPLAIN DECLARE, and a DECLARE in the body of a routine, create no cursor.
        Cursor = kind is StatementKind.Select or StatementKind.Other ? Cursor : null,
        Copy = Copy,
        Prepared = Prepared is { } name ? new PreparedText(name, default) : null,
        Code = _code,
        Coverage = new Coverage(Gap),
        Text = text,
    };
}
