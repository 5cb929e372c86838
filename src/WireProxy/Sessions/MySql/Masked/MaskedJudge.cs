using System.Collections.Frozen;
using System.Collections.Immutable;
using WireProxy.Masking.MySql;
using WireProxy.Masking.MySql.Catalog;
using WireProxy.Policy;
using WireProxy.Sessions.MySql.Statements;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sessions.MySql.Masked;

/// <summary>
/// The client's half of masking in one session: has the definitions read that a text needs, judges it, and follows what it
/// leaves behind in the session.
/// </summary>
internal sealed class MaskedJudge(MaskedTextJudge texts, StatementJudge rules, MaskedSession session) : IStatementJudge
{
    // They tell about the statement before them, which a question of the proxy's own would replace.
    private static readonly FrozenSet<string> Retrospective = FrozenSet.ToFrozenSet(["found_rows", "row_count"], StringComparer.Ordinal);

    private readonly HashSet<ObjectName> _asked = [];

    public JudgingScope ScopeOf(ServerSettings settings, string loginDatabase) => rules.ScopeOf(settings, loginDatabase);

    public IServerQuestion? QuestionBefore(ReadOnlySpan<byte> text, JudgingScope scope)
    {
        StatementJudgement judgement = Work(text, scope);
        bool looksBack = judgement.Batch.Statements.Any(static statement => statement.Functions.Any(static function => Retrospective.Contains(function.Name)));
        IReadOnlyCollection<ObjectName> missing = judgement.Masks!.Missing;
        if (missing.Count == 0 || looksBack)
            return null;
        ImmutableArray<ObjectName> names = [.. missing.Take(CatalogQuestion.MaxObjects)];
        _asked.UnionWith(names);
        return new CatalogReading(names, judgement.Masks.Definitions);
    }

    public StatementJudgement Judge(ReadOnlySpan<byte> text, JudgingScope scope)
    {
        StatementJudgement judgement = Work(text, scope);
        _asked.Clear();
        return judgement;
    }

    public StatementJudgement Renew(StatementJudgement prepared) =>
        prepared is { Masks: not null, Text: { } text } ? Judge(text.Sql, text.Scope) : prepared;

    public void NoteRun(StatementJudgement judgement)
    {
        if (judgement.Masks is not { } masks)
            return;
        if (masks.Schema == SchemaEffect.Changes)
            session.NoteSchemaChange();
        if (masks.Calls == CallsMade.Hidden)
            session.NoteHiddenCode();
        foreach (MaskedStatement statement in masks.Statements)
            NoteRun(statement.Summary, judgement);
    }

    public void NoteReset() => session.Reset();

    private void NoteRun(StatementSummary statement, StatementJudgement judgement)
    {
        if (statement is { Kind: StatementKind.Prepare, Prepared: { } prepared })
            session.Prepare(prepared.Name, prepared.Text.IsDefault ? null : new PreparedByName([.. prepared.Text], judgement.Text!.Scope));
        if (statement.Kind != StatementKind.Create)
            return;
        foreach (RelationAccess relation in statement.Relations)
        {
            string? database = relation.Name.Schema ?? judgement.Text!.Scope.Settings.Database;
            if (relation.Access == AccessMode.Write && database is not null)
                session.Own.Add(new ObjectName(ObjectKind.Relation, database, relation.Name.Name));
        }
    }

    private StatementJudgement Work(ReadOnlySpan<byte> text, JudgingScope scope)
    {
        StatementJudgement judgement = texts.Judge(text, scope, session, _asked);
        if (judgement.Batch.Statements.Any(static statement => statement.Prepared is not null))
            judgement = WithPrepared(judgement);
        bool keepsDiagnostics = judgement.Batch.Statements.Any(
            static statement => statement.Kinds.Contains(StatementKind.Show) && statement.Movement == DataMovement.StoresWhatItReads);
        return keepsDiagnostics && session.Diagnostics == DiagnosticsContent.Exposed
            ? Denied(judgement, "it would store texts of errors that can quote values of masked columns")
            : judgement;
    }

    /// <summary>EXECUTE does and returns what the text does that PREPARE gave the name to.</summary>
    private StatementJudgement WithPrepared(StatementJudgement judgement)
    {
        var statements = judgement.Masks!.Statements.ToBuilder();
        var missing = new HashSet<ObjectName>(judgement.Masks.Missing);
        for (int at = 0; at < statements.Count && judgement.Verdict.Kind == VerdictKind.Allow; at++)
        {
            if (statements[at].Summary is not { Kind: StatementKind.Execute, ResultSource: ResultSource.EarlierText })
                continue;
            if (Inner(statements[at].Summary.Prepared, judgement, at) is not { Masks: { } inner } run)
                return Denied(judgement, "the statement that it would run is not known");
            missing.UnionWith(inner.Missing);
            statements[at] = statements[at] with
            {
                Result = inner.ResultOf(0),
                Touches = inner.Touches,
                Calls = inner.Calls,
                Schema = inner.Schema,
            };
            if (run.Verdict.Kind == VerdictKind.Deny)
                judgement = judgement with { Verdict = run.Verdict };
        }
        return judgement with
        {
            Masks = new JudgedMasks(statements.ToImmutable(), judgement.Masks.Objects, judgement.Masks.Definitions, missing)
            {
                Coverage = judgement.Masks.Coverage,
            },
        };
    }

    private StatementJudgement? Inner(PreparedText? name, StatementJudgement judgement, int at)
    {
        if (name is not { Name: { } prepared })
            return null;
        PreparedByName? statement = session.FindPrepared(prepared);
        // The same text may prepare what it executes.
        foreach (StatementSummary earlier in judgement.Batch.Statements.AsSpan(0, at))
        {
            if (earlier is { Kind: StatementKind.Prepare, Prepared: { } again } && again.Name == prepared)
                statement = again.Text.IsDefault ? null : new PreparedByName([.. again.Text], judgement.Text!.Scope);
        }
        return statement is null ? null : texts.Judge(statement.Text, statement.Scope, session, _asked);
    }

    private static StatementJudgement Denied(StatementJudgement judgement, string harm) =>
        judgement.Verdict.Kind == VerdictKind.Deny ? judgement : judgement with { Verdict = MaskedTextJudge.Denial(judgement.Policy, harm) };
}
