using System.Collections.Frozen;
using WireProxy.Masking.MySql.Catalog;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Masking.MySql;

/// <summary>
/// Decides what of one statement is masked. Each result column by its lineage; where that is not known, by whether the
/// statement is proven clean: it is read completely, every relation that it reads shows nothing masked, and every function
/// that it calls depends on its arguments alone.
/// </summary>
internal sealed class StatementReader(StatementSummary statement, CodeUse use, ServerFamily family, CatalogView catalog)
{
    private static readonly MaskSpec Full = new(MaskKind.Full);

    private static readonly StatementKinds WholeKinds = StatementKinds.Of(StatementKind.Show).With(StatementKind.Explain)
        .With(StatementKind.Drop).With(StatementKind.Truncate).With(StatementKind.Lock).With(StatementKind.Grant)
        .With(StatementKind.Maintenance).With(StatementKind.Admin);

    private readonly HashSet<ObjectName> _sources = [];
    private RowsRead _rows;
    private TouchedRows _touches;
    private CallsMade _calls;
    private ArgumentUse _arguments;
    private SchemaEffect _schema;
    private string? _harmOfCalls;

    /// <param name="variables">What the user variables can hold that the statement names.</param>
    public MaskedStatement Read(VariableContent variables)
    {
        if (variables == VariableContent.Unknown)
            (_rows, _calls) = (RowsRead.Masked, CallsMade.Unproven);
        foreach (RelationAccess relation in HandlesRows ? statement.Relations : [])
            Note(relation);
        foreach (SqlName function in statement.Functions)
            Note(function);
        bool isRead = statement.Coverage.IsComplete && !RunsHiddenText && !ShowsHistory && _calls == CallsMade.Harmless;
        bool isClean = isRead && _rows == RowsRead.Clean;
        if (!isRead)
            _touches = TouchedRows.MaskedByCode;
        string? harm = _touches == TouchedRows.Clean ? null : new HarmRule(statement, catalog).Find(use, _rows, _calls, _arguments) ?? _harmOfCalls;
        return new MaskedStatement(statement, Result(isClean) with
        {
            Sources = _sources.ToFrozenSet(),
            Knowledge = isRead ? SourceKnowledge.All : SourceKnowledge.Partial,
        }, _touches, harm)
        { Schema = _schema, Calls = _calls };
    }

    /// <summary>Results of a statement that was prepared or opened elsewhere. What CALL runs is known as far as the routine is.</summary>
    private bool RunsHiddenText => statement.ResultSource != ResultSource.OwnText;

    /// <summary>The events of a binary log hold the texts and the rows of any statement.</summary>
    private bool ShowsHistory => statement.Kind == StatementKind.Show && statement.Kinds.Contains(StatementKind.Replication);

    /// <summary>Reports about relations, and statements that take them as a whole, neither show nor compare a value.</summary>
    private bool HandlesRows => (statement.Kinds.Bits & ~WholeKinds.Bits) != 0 || statement.Movement != DataMovement.None || !statement.Coverage.IsComplete;

    private void Note(RelationAccess relation)
    {
        RelationFacts facts = catalog.Relation(relation.Name);
        // What is not there, or is temporary, holds nothing that an error could quote.
        if (relation.Access == AccessMode.Write && facts == RelationFacts.Missing)
            return;
        _sources.UnionWith(facts.Sources);
        if (facts.Touches > _touches)
            _touches = facts.Touches;
        if (relation.Access == AccessMode.Read && facts.ShowsMasked)
            _rows = RowsRead.Masked;
    }

    private void Note(SqlName function)
    {
        bool mayBeProcedure = statement.Kinds.Contains(StatementKind.Call);
        if (!mayBeProcedure && KnownFunctions.IsPure(family, function))
            return;
        RoutineFacts facts = mayBeProcedure ? Called(function) : catalog.Routine(ObjectKind.Function, function);
        // A procedure may have the name of a built-in function; where there is none, the name is the function's.
        if (facts.Knowledge == RoutineKnowledge.Missing && KnownFunctions.IsPure(family, function))
            return;
        _harmOfCalls ??= facts.Harm;
        _sources.UnionWith(facts.Sources);
        if (facts.Schema == SchemaEffect.Changes)
            _schema = SchemaEffect.Changes;
        if (facts.Arguments == ArgumentUse.Any)
            _arguments = ArgumentUse.Any;
        if (facts.Exposure == Exposure.ProvenClean)
            return;
        CallsMade made = facts.Knowledge == RoutineKnowledge.Hidden ? CallsMade.Hidden : CallsMade.Unproven;
        _calls = made > _calls ? made : _calls;
    }

    /// <summary>In a CALL it is not said which of the names is the procedure's, and which are those of functions in its arguments.</summary>
    private RoutineFacts Called(SqlName name)
    {
        RoutineFacts procedure = catalog.Routine(ObjectKind.Procedure, name);
        return procedure.Knowledge != RoutineKnowledge.Missing ? procedure : catalog.Routine(ObjectKind.Function, name);
    }

    private ResultMasks Result(bool isClean)
    {
        MaskSpec? otherwise = isClean ? null : Full;
        if (statement.Kind == StatementKind.Show)
            return ResultMasks.Clean with { Report = ReportColumns.Shown };
        if (statement.Kind == StatementKind.Explain)
            return ResultMasks.Clean with { Report = isClean ? ReportColumns.None : ReportColumns.Plan };
        if (statement.Result != ResultColumns.Listed || !statement.Coverage.IsComplete)
            return new ResultMasks(default, otherwise);
        return new ResultMasks([.. statement.Outputs.Select(output => MaskOf(output.Lineage, otherwise))], otherwise);
    }

    private MaskSpec? MaskOf(Lineage lineage, MaskSpec? otherwise)
    {
        if (!lineage.IsKnown || (lineage.Derivation == Derivation.Computed && _calls != CallsMade.Harmless))
            return otherwise;
        return SourceMasks.Of(lineage, catalog);
    }
}

/// <summary>Whether a statement comes from a client, or defines code that is stored already.</summary>
internal enum CodeUse : byte
{
    Sent,
    Stored,
}

/// <summary>Whether any relation that a statement reads shows something masked.</summary>
internal enum RowsRead : byte
{
    Clean,
    Masked,
}

/// <summary>What is known of the routines that a statement calls; a greater value is the stricter one.</summary>
internal enum CallsMade : byte
{
    Harmless,
    Unproven,
    /// <summary>Of code that could not be read nothing is known, not even what it leaves behind.</summary>
    Hidden,
}
