using System.Collections.Immutable;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Policy;
using WireProxy.Sessions.Postgres;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Cli.Check;

/// <summary>
/// Judges texts as a session under one policy would, with the server's default settings. Without its catalog every
/// relation may hold masked columns: where serve could know better, this refuses.
/// </summary>
internal sealed class StatementCheck(SessionPolicy policy)
{
    private readonly MaskedStatementRule _masking = new(policy);

    public CheckedText Run(ReadOnlySpan<byte> text) => Run(PostgresAnalyzer.Analyze(text, LexicalContext.PostgresDefault));

    public CheckedText Run(StatementBatch batch)
    {
        Verdict verdict = policy.Judge(batch);
        if (verdict.Kind == VerdictKind.Allow && !policy.Masks.IsEmpty)
            verdict = _masking.Judge(batch, CatalogSnapshot.Unknown) ?? verdict;
        return new CheckedText(batch, verdict, policy.Masks);
    }
}

/// <summary>A text's statements, the verdict on them and the masks that its session is under.</summary>
internal sealed record CheckedText(StatementBatch Batch, Verdict Verdict, ImmutableArray<ColumnMask> Masks)
{
    /// <summary>The strictest mask that a column may meet. Of a value that may come from anywhere, that is the strictest of all.</summary>
    public ColumnMask? MaskOf(OutputColumn output) => Masks
        .Where(mask => !output.Lineage.IsKnown
            || output.Lineage.Sources.Any(source => mask.Column.MayBe(source.Relation, source.Column)))
        .MinBy(mask => mask.With.Kind);
}
