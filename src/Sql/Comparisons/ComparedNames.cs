using System.Collections.Immutable;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Fingerprints;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Comparisons;

/// <summary>Finds the names that statements may compare.</summary>
public static class ComparedNames
{
    // They take relations as a whole and look at no value.
    private static readonly StatementKinds WholeKinds = StatementKinds.Of(StatementKind.Truncate).With(StatementKind.Drop)
        .With(StatementKind.Grant).With(StatementKind.Lock).With(StatementKind.Maintenance).With(StatementKind.Show)
        .With(StatementKind.Transaction).With(StatementKind.Set);

    private static readonly StatementKinds RowKinds = StatementKinds.Of(StatementKind.Select).With(StatementKind.Insert)
        .With(StatementKind.Update).With(StatementKind.Delete).With(StatementKind.Merge).With(StatementKind.Explain);

    /// <summary>
    /// The same statements with <see cref="StatementSummary.ComparedNames"/>, where all of them can be told. They name too much
    /// rather than too little: whatever is not plainly returned or stored as it is counts.
    /// </summary>
    public static StatementBatch AddTo(StatementBatch batch, ReadOnlySpan<byte> text, LexicalContext context) =>
        batch.Statements.IsEmpty
            ? batch
            : StatementShapes.Read(batch, text, context, (statement, bytes, tokens) => statement with { ComparedNames = Of(statement, bytes, tokens) }) ?? batch;

    /// <summary>Whether a column of this name can not be told from a word of SQL, so that it is never listed.</summary>
    public static bool IsWordOfSql(string name) => ComparisonReader.ClauseWords.Contains(name.ToLowerInvariant());

    private static ImmutableArray<string> Of(StatementSummary statement, ReadOnlySpan<byte> text, ReadOnlySpan<ShapeToken> tokens)
    {
        StatementKinds kinds = statement.Kinds.With(statement.Kind);
        if (!statement.Coverage.IsComplete)
            return default;
        if ((kinds.Bits & ~WholeKinds.Bits) == 0)
            return [];
        if ((kinds.Bits & ~RowKinds.Bits) != 0)
            return default;
        NameTokens? names = NameTokens.Read(text, tokens);
        return names is null ? default : new ComparisonReader(statement, names).Read();
    }
}
