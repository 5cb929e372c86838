using WireProxy.Masking;
using WireProxy.Masking.Postgres;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Policy;
using WireProxy.Sessions.Postgres;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Fingerprints;
using WireProxy.Sql.Lexing;

namespace WireProxy.Cli.Check;

/// <summary>Checks texts for sessions of PostgreSQL endpoints.</summary>
internal sealed class PostgresCheck(SessionPolicy policy) : IStatementCheck
{
    private readonly MaskedStatementRule _masking = new(policy);

    public CheckedText Run(ReadOnlySpan<byte> text)
    {
        LexicalContext context = LexicalContext.PostgresDefault;
        StatementBatch batch = policy.Complete(StatementFingerprints.AddTo(PostgresAnalyzer.Analyze(text, context), text, context), text, context);
        return Run(PostgresAnalyzer.WithOutputs(batch, text, context, null, KnownFunctions.IsPure));
    }

    public CheckedText Run(StatementBatch batch)
    {
        Verdict verdict = policy.Judge(batch);
        if (verdict.Kind == VerdictKind.Allow && !policy.Masks.IsEmpty)
            verdict = _masking.Judge(batch, CatalogSnapshot.Unknown, Exposure.Unproven) ?? verdict;
        return new CheckedText(batch, verdict, policy.Masks, static (mask, relation, column) => mask.MayBe(relation, column));
    }
}
