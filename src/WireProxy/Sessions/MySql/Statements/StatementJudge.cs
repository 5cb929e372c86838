using System.Collections.Concurrent;
using WireProxy.Policy;
using WireProxy.Recording.Redaction;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sessions.MySql.Statements;

/// <summary>
/// Judges statement texts under the policies that hold for one kind of user at one endpoint in any database. Which of them
/// hold for a text the databases decide that it is run in or names. Shared by all such sessions; a text seen before
/// costs a hash and a compare.
/// </summary>
internal sealed class StatementJudge(SessionPolicy policies) : IStatementJudge
{
    private const int CachedStatements = 4096;
    private const long CachedBytes = 16 * 1024 * 1024;
    private const int RememberedScopes = 1024;

    private static readonly StatementKinds OpaqueKinds = StatementKinds.Of(StatementKind.Call)
        .With(StatementKind.Execute).With(StatementKind.Do);

    // Of all judges together: a session can take its scope to another one.
    private static ulong s_lastScope;

    private readonly VerdictCache<StatementJudgement> _cache = new(CachedStatements, CachedBytes);
    private readonly ConcurrentDictionary<(ServerSettings Settings, string LoginDatabase), JudgingScope> _scopes = new();

    public JudgingScope ScopeOf(ServerSettings settings, string loginDatabase)
    {
        // Forgetting costs verdicts that were cached and nothing else: an id is never given out again.
        if (_scopes.Count >= RememberedScopes)
            _scopes.Clear();
        return _scopes.GetOrAdd((settings, loginDatabase), key => new JudgingScope(Interlocked.Increment(ref s_lastScope), key.Settings, key.LoginDatabase));
    }

    public StatementJudgement Judge(ReadOnlySpan<byte> text, JudgingScope scope)
    {
        if (_cache.TryGet(text, scope.Id, out StatementJudgement? known))
            return known;
        StatementBatch batch = policies.Complete(MySqlAnalyzer.Analyze(text, scope.Settings.Context), text, scope.Settings.Context);
        StatementJudgement judgement = Judge(batch, scope) with { Redaction = RedactionRule.Of(policies.RedactedColumns, batch, text) };
        _cache.Add(text, scope.Id, judgement);
        return judgement;
    }

    /// <summary>What the rules say of a text that was analysed already.</summary>
    /// <param name="batch">Its statements.</param>
    /// <param name="scope">How and where it is read.</param>
    /// <param name="known">What is known of its relations; null is nothing beyond their names.</param>
    public StatementJudgement Judge(StatementBatch batch, JudgingScope scope, IRelationCatalog? known = null)
    {
        SessionPolicy policy = NamedDatabases.Of(batch, scope) is { } databases ? policies.In(databases) : policies;
        IRelationCatalog catalog = known ?? new CurrentDatabase(scope.Settings.Database);
        StatementBatch folded = FoldedNames.Of(batch, scope.Settings.NameCase);
        Verdict verdict = policy.Judge(folded, catalog);
        if (verdict.Kind == VerdictKind.Allow && SettingsRule.FindFault(batch) is { } fault)
            verdict = new Verdict(VerdictKind.Deny, policies.FirstName, null, fault);
        return new StatementJudgement(verdict, EffectsOf(batch))
        {
            Context = scope.Settings.Context,
            Policy = policy,
            Batch = folded,
            KillTargets = [.. batch.Statements.Where(statement => statement.KillTarget is not null).Select(statement => statement.KillTarget!.Value)],
        };
    }

    private static StatementEffects EffectsOf(StatementBatch batch)
    {
        StatementEffects effects = StatementEffects.None;
        foreach (StatementSummary statement in batch.Statements)
        {
            StatementKinds kinds = statement.Kinds.With(statement.Kind);
            if (!statement.Coverage.IsComplete || statement.SessionChange != SessionChange.None || statement.UsesDatabase is not null
                || kinds.Overlaps(OpaqueKinds))
                effects |= StatementEffects.ChangesSettings;
            if (kinds.Contains(StatementKind.CopyIn))
                effects |= StatementEffects.LoadsLocalFile;
        }
        return effects;
    }
}
