using System.Collections.Immutable;
using WireProxy.Policy;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Cli.Check;

/// <summary>Judges texts as a session under one policy would, with the server's default settings and without its catalog.</summary>
internal sealed class StatementCheck(SessionPolicy policy)
{
    public CheckedText Run(ReadOnlySpan<byte> text)
    {
        StatementBatch batch = PostgresAnalyzer.Analyze(text, LexicalContext.PostgresDefault);
        return new CheckedText(batch, policy.Judge(batch), policy.Masks);
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
