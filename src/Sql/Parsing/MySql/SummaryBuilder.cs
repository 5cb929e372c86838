using System.Collections.Immutable;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Parsing.Ast;
using WireProxy.Sql.Parsing.Lineages;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Collects what one statement of MySQL or MariaDB is found to do.</summary>
internal sealed class SummaryBuilder : StatementFindings
{
    private SessionChange _sessionChange;
    private List<StoredQuery>? _stored;
    private List<StoredValue>? _kept;
    private StoredRows _storedRows;
    private SessionChange _changeByTexts;
    private int _texts;

    /// <summary>Takes what the expression being read is made of; null where its value goes nowhere.</summary>
    public Expression? Value { get; set; }

    /// <summary>Set while ON DUPLICATE KEY UPDATE is read: names of the row that was to be inserted.</summary>
    public InsertedRow? InsertedRow { get; set; }

    /// <summary>The query whose rows the statement returns, once it is read.</summary>
    public Query? Returned { get; set; }

    /// <summary>What is known of the result without looking at a query.</summary>
    public ResultColumns Result { get; set; } = ResultColumns.None;

    /// <summary>How many texts deep the statement stands in PREPARE and EXECUTE IMMEDIATE.</summary>
    public int TextDepth { get; init; }

    /// <summary>The columns of relations, where they are known.</summary>
    public IRelationShapes? Shapes { get; init; }

    /// <summary>The statement that EXECUTE IMMEDIATE runs, if it is the only one in its text.</summary>
    public StatementSummary? Immediate { get; set; }

    public PreparedText? Prepared { get; set; }

    public string? UsesDatabase { get; set; }

    public SqlModeChange? SqlMode { get; set; }

    public string? CharacterSet { get; set; }

    public ulong? KillTarget { get; set; }

    /// <summary>Names of functions never depend on case, so they are given in lower case.</summary>
    public override void Call(SqlName function) => base.Call(function with { Name = function.Name.ToLowerInvariant() });

    /// <param name="rows">What is stored; null where that is not known.</param>
    public void StoresWhatItReads(StoredQuery? rows = null)
    {
        Movement = DataMovement.StoresWhatItReads;
        Stores(rows);
    }

    /// <summary>Notes a value that a column gets from itself, or from the row that was to be inserted.</summary>
    /// <param name="relation">Null where it is not known.</param>
    public void Keeps(SqlName? relation, string column, Expression value)
    {
        if (relation is not { } owner)
        {
            _storedRows = StoredRows.Unknown;
            return;
        }
        var itself = new SourceColumn(owner, column);
        Derivation derivation = value.IsCopy ? Derivation.Copy : Derivation.Computed;
        (_kept ??= []).Add(new StoredValue(itself, new Lineage(true, [itself]) { Derivation = derivation }));
    }

    private void Stores(StoredQuery? rows)
    {
        if (rows is null)
            _storedRows = StoredRows.Unknown;
        else
            (_stored ??= []).Add(rows);
    }

    public void Changes(SessionChange change) => _sessionChange |= change;

    /// <summary>What SET said holds elsewhere or later.</summary>
    public void ForgetSettings()
    {
        SqlMode = null;
        CharacterSet = null;
    }

    /// <summary>What the statements of a body return and set depends on how it runs.</summary>
    public void ForgetBody()
    {
        Returned = null;
        Immediate = null;
        UsesDatabase = null;
        ForgetSettings();
    }

    /// <summary>Adds a statement whose text was a literal in this one.</summary>
    public void Absorb(StatementSummary inner)
    {
        Include(inner);
        if (inner.Movement == DataMovement.StoresWhatItReads)
            StoresWhatItReads();
        else if (inner.Stored.IsDefault || inner.Stored.Length > 0)
            _storedRows = StoredRows.Unknown;
        _texts++;
        _changeByTexts |= inner.SessionChange;
    }

    public StatementSummary Build(StatementKind kind, Range text)
    {
        // A text was read here as it would be read before the statement.
        if ((_texts > 0 && _sessionChange != SessionChange.None) || (_texts > 1 && _changeByTexts != SessionChange.None))
            Partial("it may change how its own texts are read");
        ImmutableArray<OutputColumn>? outputs = Outputs();
        return new StatementSummary
        {
            Kind = kind,
            Kinds = KindsWith(kind),
            Relations = Relations,
            Functions = Functions,
            Where = WherePresence,
            Movement = Movement,
            Stored = StoredValues(),
            Outputs = outputs ?? [],
            Result = outputs is not null ? ResultColumns.Listed : Result == ResultColumns.None && !IsPartial ? Result : ResultColumns.Unknown,
            ResultSource = ResultSource,
            Prepared = Prepared,
            UsesDatabase = UsesDatabase,
            SessionChange = _sessionChange | _changeByTexts,
            SqlMode = SqlMode,
            CharacterSet = CharacterSet,
            KillTarget = KillTarget,
            Coverage = new Coverage(Gap),
            Text = text,
        };
    }

    private ImmutableArray<StoredValue> StoredValues()
    {
        if (_storedRows == StoredRows.Unknown || IsPartial)
            return default;
        var all = ImmutableArray.CreateBuilder<StoredValue>();
        all.AddRange(_kept ?? []);
        foreach (StoredQuery rows in _stored ?? [])
        {
            if (rows.Values(new LineageResolver(Shapes, MySqlNames.Instance)) is not { } values)
                return default;
            all.AddRange(values);
        }
        return all.ToImmutable();
    }

    /// <summary>Null where the statement returns nothing, or columns that can not be listed.</summary>
    private ImmutableArray<OutputColumn>? Outputs()
    {
        if (IsPartial)
            return null;
        if (Immediate is { Result: ResultColumns.Listed } immediate)
            return immediate.Outputs;
        return Returned is null ? null : new LineageResolver(Shapes, MySqlNames.Instance).Outputs(Returned);
    }

    /// <summary>Whether all stored rows were noted.</summary>
    private enum StoredRows : byte
    {
        Known,
        Unknown,
    }
}
