namespace WireProxy.Masking.MySql.Catalog;

/// <summary>What calling a stored routine can do.</summary>
/// <param name="Knowledge">Whether its body could be read.</param>
/// <param name="Exposure">Whether what it returns can carry masked values.</param>
/// <param name="Harm">Why it may not be called where columns are masked; null if it may.</param>
internal sealed record RoutineFacts(RoutineKnowledge Knowledge, Exposure Exposure, string? Harm)
{
    /// <summary>It may return anything, run anything, and leave anything behind.</summary>
    public static RoutineFacts Unknown { get; } = new(RoutineKnowledge.Hidden, Exposure.Unproven, null);

    private static readonly RoutineFacts Missing = new(RoutineKnowledge.Missing, Exposure.Unproven, null);

    public static RoutineFacts Of(ObjectName name, RoutineDefinition definition, MaskedObjects objects, CatalogPass pass)
    {
        if (definition.Body is not { } body)
            return definition.Existence == RoutineExistence.Present ? Unknown : Missing;
        string head = name.Kind == ObjectKind.Function ? StoredCode.FunctionHead : StoredCode.ProcedureHead;
        if (StoredCode.Read(body, head, name.Database, objects, pass) is not { Summary.Coverage.IsComplete: true } code)
            return Unknown;
        return new RoutineFacts(RoutineKnowledge.Read, code.Exposure, code.Harm);
    }
}

/// <summary>Whether a routine's body could be read.</summary>
internal enum RoutineKnowledge : byte
{
    Hidden,
    Read,
    /// <summary>There is no such routine. The name may be a loadable function's, or one that the server has built in.</summary>
    Missing,
}
