using System.Collections.Immutable;
using WireProxy.Masking.MySql;
using WireProxy.Masking.MySql.Catalog;
using WireProxy.Policy;
using WireProxy.Recording.Redaction;
using WireProxy.Sessions.MySql.Statements;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sessions.MySql.Masked;

/// <summary>
/// Judges texts where columns are masked: the rules, what the masks add to them, and what is masked of each result. Shared
/// by all sessions of a scope; a text seen before in the same settings and definitions costs a hash and a compare.
/// </summary>
internal sealed class MaskedTextJudge(SessionPolicy policies, StatementJudge rules)
{
    private const int CachedStatements = 4096;
    private const long CachedBytes = 16 * 1024 * 1024;
    private const int ScopeBits = 32;

    private readonly VerdictCache<StatementJudgement> _cache = new(CachedStatements, CachedBytes);

    /// <param name="text">The text.</param>
    /// <param name="scope">How and where the server reads it.</param>
    /// <param name="session">What the session did before.</param>
    /// <param name="asked">What the server was asked already, for this text.</param>
    public StatementJudgement Judge(ReadOnlySpan<byte> text, JudgingScope scope, MaskedSession session, IReadOnlySet<ObjectName> asked)
    {
        DefinitionSet definitions = session.Definitions;
        bool isShared = session.Own.IsEmpty && session.Variables == VariableContent.Harmless
            && scope.Id <= uint.MaxValue && definitions.Id <= uint.MaxValue;
        ulong salt = (definitions.Id << ScopeBits) | scope.Id;
        if (isShared && _cache.TryGet(text, salt, out StatementJudgement? known))
            return known;
        StatementJudgement judgement = Work(text, scope, session, definitions, asked) with { Text = new JudgedText(text.ToArray(), scope) };
        if (isShared && judgement.Masks!.Coverage == CatalogCoverage.Complete)
            _cache.Add(text, salt, judgement);
        return judgement;
    }

    private StatementJudgement Work(
        ReadOnlySpan<byte> text, JudgingScope scope, MaskedSession session, DefinitionSet definitions, IReadOnlySet<ObjectName> asked)
    {
        var databases = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { scope.LoginDatabase, scope.Settings.Database ?? "" };
        SessionPolicy policy = policies.In(databases);
        while (true)
        {
            var pass = new CatalogPass(scope.Settings.Context.Server, asked);
            MaskedObjects objects = definitions.For(policy);
            var view = new CatalogView(objects, scope.Settings.Database, pass) { Own = session.Own, Variables = session.Variables };
            StatementBatch batch = policies.Complete(MySqlAnalyzer.Analyze(text, scope.Settings.Context, view), text, scope.Settings.Context);
            ImmutableArray<MaskedStatement> read = MaskedReader.Read(batch, text, scope.Settings.Context, view);
            SessionPolicy wider = Widen(batch, scope, read, databases);
            if (wider != policy)
            {
                policy = wider;
                continue;
            }
            var catalog = new CurrentDatabase(scope.Settings.Database, name => view.Relation(name).Touches != TouchedRows.Clean);
            var masks = new JudgedMasks(read, objects, definitions, pass.Missing)
            {
                Coverage = pass.IsComplete ? CatalogCoverage.Complete : CatalogCoverage.Partial,
            };
            return WithHarm(rules.Judge(batch, scope, catalog), masks, policy) with
            {
                Masks = masks,
                Redaction = RedactionRule.Of(policies.RedactedColumns, batch, text),
            };
        }
    }

    /// <summary>The policies for every database that the text names, or that views and routines take rows from.</summary>
    private SessionPolicy Widen(StatementBatch batch, JudgingScope scope, ImmutableArray<MaskedStatement> read, HashSet<string> databases)
    {
        if (NamedDatabases.Of(batch, scope) is not { } named)
            return policies;
        databases.UnionWith(named);
        foreach (MaskedStatement statement in read)
            databases.UnionWith(statement.Result.Sources.Select(static source => source.Database));
        return policies.In(databases);
    }

    private static StatementJudgement WithHarm(StatementJudgement judgement, JudgedMasks masks, SessionPolicy policy)
    {
        if (judgement.Verdict.Kind == VerdictKind.Deny || policy.Masks.IsEmpty)
            return judgement;
        string? harm = masks.Statements.Select(static statement => statement.Harm).FirstOrDefault(static harm => harm is not null);
        return harm is null ? judgement : judgement with { Verdict = Denial(policy, harm) };
    }

    public static Verdict Denial(SessionPolicy policy, string harm) =>
        new(VerdictKind.Deny, policy.Masks.IsEmpty ? policy.FirstName : policy.Masks[0].Policy, null, harm);
}
