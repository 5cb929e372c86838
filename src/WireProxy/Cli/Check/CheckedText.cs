using System.Collections.Immutable;
using WireProxy.Masking;
using WireProxy.Policy;
using WireProxy.Sql.Analysis;

namespace WireProxy.Cli.Check;

/// <summary>Whether a column that a statement names may be one that a mask names, as the server compares names.</summary>
internal delegate bool ColumnComparison(ColumnPattern mask, SqlName relation, string column);

/// <summary>A text's statements, the verdict on them and the masks that its session is under.</summary>
internal sealed record CheckedText(StatementBatch Batch, Verdict Verdict, ImmutableArray<ColumnMask> Masks, ColumnComparison MayBe)
{
    private static readonly MaskSpec Full = new(MaskKind.Full);

    /// <summary>
    /// The strictest mask that a column may meet, by the names in the text. What is computed from a masked value is hidden
    /// whole, and so is a value that may come from anywhere.
    /// </summary>
    public ColumnMask? MaskOf(OutputColumn output)
    {
        ColumnMask? strictest = Masks
            .Where(mask => !output.Lineage.IsKnown || output.Lineage.Sources.Any(source => MayBe(mask.Column, source.Relation, source.Column)))
            .MinBy(mask => mask.With.Kind);
        bool isWhole = output.Lineage.IsKnown && output.Lineage.Derivation == Derivation.Copy;
        return strictest is null || isWhole || strictest.With.Kind == MaskKind.Null ? strictest : strictest with { With = Full };
    }

    /// <summary>Where the columns of the result can not be told: the masks on the relations that the statement reads.</summary>
    public IEnumerable<ColumnMask> PossibleMasks(StatementSummary statement) => statement.Result is ResultColumns.Listed or ResultColumns.None
        ? []
        : Masks.Where(mask => statement.Relations.Any(
            relation => relation.Access == AccessMode.Read && MayBe(mask.Column, relation.Name, Glob.Any)));
}
