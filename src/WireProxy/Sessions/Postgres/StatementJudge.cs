using WireProxy.Masking;
using WireProxy.Masking.Postgres;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Policy;
using WireProxy.Recording.Redaction;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sessions.Postgres;

/// <summary>
/// Judges statement texts under one policy scope: the policy's rules, what masking adds to them, and what it can prove.
/// Shared by all sessions of the scope; a text seen before costs a hash and a compare.
/// </summary>
internal sealed class StatementJudge(SessionPolicy policy) : IStatementJudge
{
    private const int CachedStatements = 4096;
    private const long CachedBytes = 16 * 1024 * 1024;

    private static readonly StatementKinds SessionKinds = StatementKinds.Of(StatementKind.Transaction)
        .With(StatementKind.Set).With(StatementKind.Show);

    private static readonly StatementKinds DeferringKinds = StatementKinds.Of(StatementKind.Transaction).With(StatementKind.Set);

    private static readonly StatementKinds SchemaKinds = StatementKinds.Of(StatementKind.Create)
        .With(StatementKind.Alter).With(StatementKind.Drop).With(StatementKind.Do).With(StatementKind.Call);

    private static readonly StatementKinds NamingKinds = StatementKinds.Of(StatementKind.Execute)
        .With(StatementKind.Do).With(StatementKind.Call);

    private static readonly StatementBatch FunctionCall = new(
    [
        new StatementSummary
        {
            Kind = StatementKind.FunctionCall,
            Kinds = StatementKinds.Of(StatementKind.FunctionCall),
            Relations = [],
            Functions = [],
            Where = WherePresence.None,
            Movement = DataMovement.None,
            Coverage = Coverage.Partial("a function called by its OID"),
            Text = default,
        },
    ]);

    private readonly VerdictCache<StatementJudgement> _cache = new(CachedStatements, CachedBytes);
    private readonly MaskedStatementRule _masking = new(policy);

    public StatementJudgement Judge(ReadOnlySpan<byte> text, LexicalContext context, CatalogSnapshot catalog)
    {
        ulong salt = Salt(context, catalog);
        if (_cache.TryGet(text, salt, out StatementJudgement? known))
            return known;
        StatementBatch batch = policy.Complete(PostgresAnalyzer.Analyze(text, context), text, context);
        Exposure exposure = ExposureOf(batch, catalog);
        if (exposure == Exposure.Unproven && !catalog.IsUnknown)
            batch = PostgresAnalyzer.WithOutputs(batch, text, context, catalog, KnownFunctions.IsPure);
        // Copied: the text is a slice of a buffer that moves on.
        byte[] kept = policy.NeedsCatalog ? text.ToArray() : [];
        StatementJudgement judgement = Judge(batch, exposure, catalog) with
        {
            Text = kept,
            Context = context,
            Redaction = RedactionRule.Of(policy.RedactedColumns, batch, text),
        };
        _cache.Add(text, salt, judgement);
        return judgement;
    }

    public StatementJudgement Under(CatalogSnapshot catalog, StatementJudgement judgement) =>
        judgement.CatalogReading == catalog.Reading || judgement.Certainty == ReadingCertainty.Several
            ? judgement
            : Judge(judgement.Text.Span, judgement.Context, catalog);

    public StatementJudgement JudgeFunctionCall() =>
        Judge(FunctionCall, ExposureOf(FunctionCall, CatalogSnapshot.Unknown), CatalogSnapshot.Unknown);

    private Exposure ExposureOf(StatementBatch batch, CatalogSnapshot catalog) =>
        policy.Masks.IsEmpty ? Exposure.ProvenClean : ExposureProof.Of(batch, catalog);

    private StatementJudgement Judge(StatementBatch batch, Exposure exposure, CatalogSnapshot catalog)
    {
        Verdict verdict = policy.Judge(batch, catalog.IsUnknown ? null : catalog);
        if (verdict.Kind == VerdictKind.Allow)
            verdict = _masking.Judge(batch, catalog, exposure) ?? verdict;
        CopyOutPassage copyOut = policy.Masks.IsEmpty ? CopyOutPassage.Unchanged : MaskedStatementRule.CopyOutOf(batch, catalog);
        StatementEffects effects = EffectsOf(batch, catalog);
        if (copyOut == CopyOutPassage.Masked)
            effects |= StatementEffects.ReadsWholeRelation;
        return new StatementJudgement(verdict, exposure, effects)
        {
            Outputs = exposure == Exposure.ProvenClean ? OutputMasks.Clean : OutputMasks.Of(batch, catalog),
            CatalogReading = catalog.Reading,
            Cursor = CursorReference.Of(batch),
            Prepared = PreparedReference.Of(batch),
            CopyOut = copyOut,
            Copy = copyOut == CopyOutPassage.Masked ? batch.Statements[0].Copy : null,
            DeclaresCursors = batch.Statements.Any(static statement => statement is { Cursor: not null, ResultSource: ResultSource.OwnText }),
        };
    }

    private static StatementEffects EffectsOf(StatementBatch batch, CatalogSnapshot catalog)
    {
        StatementEffects effects = StatementEffects.SessionControl;
        foreach (StatementSummary statement in batch.Statements)
        {
            StatementKinds kinds = statement.Kinds.With(statement.Kind);
            bool complete = statement.Coverage.IsComplete;
            if (!complete || (kinds.Bits & ~SessionKinds.Bits) != 0)
                effects &= ~StatementEffects.SessionControl;
            if (!complete || kinds.Overlaps(SchemaKinds))
                effects |= StatementEffects.ChangesCatalog;
            if (!complete || kinds.Overlaps(NamingKinds) || !ExposureProof.CallsOnlyHarmless(statement))
                effects |= StatementEffects.RenamesStatements;
            if (!complete || statement.ResultSource == ResultSource.EarlierText)
                effects |= StatementEffects.ReturnsEarlierText;
            if (!complete || kinds.Contains(StatementKind.Prepare) || statement is { Cursor: not null, ResultSource: ResultSource.OwnText })
                effects |= StatementEffects.KeepsText;
            if (!complete || kinds.Overlaps(DeferringKinds))
                effects |= StatementEffects.FiresDeferred;
            foreach (RelationAccess relation in statement.Relations)
            {
                if (catalog.ExposureOf(relation.Name) == NameExposure.Unknown)
                    effects |= StatementEffects.NamesUnknownRelation;
            }
        }
        return effects;
    }

    private static ulong Salt(LexicalContext context, CatalogSnapshot catalog) =>
        ((ulong)catalog.Reading << 8) | ((ulong)context.Backslash << 1) | (ulong)context.Encoding;
}
