using System.Collections.Immutable;
using WireProxy.Masking.MySql;
using WireProxy.Masking.MySql.Catalog;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sessions.MySql.Masked;

/// <summary>What masking says of a text.</summary>
/// <param name="Statements">Each of its statements.</param>
/// <param name="Objects">What it was read against.</param>
/// <param name="Definitions">From which that was worked out; with another set the text has to be judged again.</param>
/// <param name="Missing">What has to be asked for before this holds.</param>
internal sealed record JudgedMasks(
    ImmutableArray<MaskedStatement> Statements, MaskedObjects Objects, DefinitionSet Definitions, IReadOnlyCollection<ObjectName> Missing)
{
    private static readonly StatementKinds SchemaKinds = StatementKinds.Of(StatementKind.Create).With(StatementKind.Alter)
        .With(StatementKind.Drop);

    /// <summary>Whether everything was known that was looked for. If not, more may be known the next time.</summary>
    public required CatalogCoverage Coverage { get; init; }

    /// <summary>What errors and other texts about it can carry.</summary>
    public TouchedRows Touches { get; } = Statements.IsEmpty ? TouchedRows.Clean : Statements.Max(static statement => statement.Touches);

    /// <summary>Whether running it may change relations or routines.</summary>
    public SchemaEffect Schema { get; } = Statements.Any(static statement => ChangesSchema(statement)) ? SchemaEffect.Changes : SchemaEffect.None;

    /// <summary>What is known of the code that it calls.</summary>
    public CallsMade Calls { get; } = Statements.IsEmpty ? CallsMade.Harmless : Statements.Max(static statement => statement.Calls);

    /// <summary>
    /// The masks of the text's n-th result, also counting those without rows. Where a statement may have several results,
    /// it is not known whose the n-th is.
    /// </summary>
    public ResultMasks ResultOf(int index)
    {
        if (Statements is [var only])
            return only.Result;
        if (Statements.All(static statement => HasOneResult(statement.Summary)))
            return index < Statements.Length ? Statements[index].Result : ResultMasks.Unknown;
        return Statements.All(static statement => statement.Result.IsClean) ? ResultMasks.Clean : ResultMasks.Unknown;
    }

    private static bool HasOneResult(StatementSummary statement) =>
        statement.Coverage.IsComplete && !statement.Kinds.Contains(StatementKind.Call) && !statement.Kinds.Contains(StatementKind.Execute)
        && !(statement.Kind == StatementKind.Do && statement.Result == ResultColumns.Unknown);

    private static bool ChangesSchema(MaskedStatement statement) =>
        statement.Schema == SchemaEffect.Changes || !statement.Summary.Coverage.IsComplete || statement.Summary.Kinds.Overlaps(SchemaKinds);
}

/// <summary>Whether a judgement had all definitions that it looked for.</summary>
internal enum CatalogCoverage : byte
{
    Partial,
    Complete,
}
