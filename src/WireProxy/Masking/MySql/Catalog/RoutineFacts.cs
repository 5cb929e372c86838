using System.Collections.Frozen;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.MySql.Catalog;

/// <summary>What calling a stored routine can do.</summary>
/// <param name="Knowledge">Whether its body could be read.</param>
/// <param name="Exposure">Whether what it returns can carry masked values.</param>
/// <param name="Arguments">What becomes of its arguments.</param>
/// <param name="Harm">Why it may not be called where columns are masked; null if it may.</param>
internal sealed record RoutineFacts(RoutineKnowledge Knowledge, Exposure Exposure, ArgumentUse Arguments, string? Harm)
{
    /// <summary>Every relation that it reads or writes, as far as it could be read.</summary>
    public FrozenSet<ObjectName> Sources { get; init; } = [];

    /// <summary>Whether it changes the schema.</summary>
    public SchemaEffect Schema { get; init; } = SchemaEffect.Changes;

    /// <summary>It may return anything, run anything, and leave anything behind.</summary>
    public static RoutineFacts Unknown { get; } = new(RoutineKnowledge.Hidden, Exposure.Unproven, ArgumentUse.Any, null);

    private static readonly StatementKinds ReadingKinds = StatementKinds.Of(StatementKind.Do).With(StatementKind.Select);

    private static readonly StatementKinds SchemaKinds = StatementKinds.Of(StatementKind.Create).With(StatementKind.Alter)
        .With(StatementKind.Drop).With(StatementKind.Truncate);

    private static readonly RoutineFacts Missing = new(RoutineKnowledge.Missing, Exposure.Unproven, ArgumentUse.ForResult, null) { Schema = SchemaEffect.None };

    public static RoutineFacts Of(ObjectName name, RoutineDefinition definition, MaskedObjects objects, CatalogPass pass)
    {
        if (definition.Body is not { } body)
            return definition.Existence == RoutineExistence.Present ? Unknown : Missing;
        if (StoredCode.Read(body, name.Database, objects, pass) is not { Summary.Coverage.IsComplete: true } code)
            return Unknown;
        bool writes = code.Summary.Movement != DataMovement.None || (code.Summary.Kinds.Bits & ~ReadingKinds.Bits) != 0;
        return new RoutineFacts(RoutineKnowledge.Read, code.Exposure, writes ? ArgumentUse.Any : ArgumentUse.ForResult, code.Harm)
        {
            Sources = code.Result.Sources,
            Schema = code.Summary.Kinds.Overlaps(SchemaKinds) ? SchemaEffect.Changes : code.Schema,
        };
    }
}

/// <summary>Whether running code can change relations and routines.</summary>
internal enum SchemaEffect : byte
{
    None,
    Changes,
}

/// <summary>What a routine does with its arguments.</summary>
internal enum ArgumentUse : byte
{
    /// <summary>It reads, and returns.</summary>
    ForResult,
    /// <summary>It may store them.</summary>
    Any,
}

/// <summary>Whether a routine's body could be read.</summary>
internal enum RoutineKnowledge : byte
{
    Hidden,
    Read,
    /// <summary>There is no such routine. The name may be a loadable function's, or one that the server has built in.</summary>
    Missing,
}
