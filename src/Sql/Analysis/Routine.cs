using System.Collections.Immutable;

namespace WireProxy.Sql.Analysis;

/// <summary>A stored function, as far as a call shows what it is made of.</summary>
public sealed record Routine
{
    public required SqlName Name { get; init; }

    /// <summary>The fewest arguments of a call; the others have defaults.</summary>
    public required int LeastArguments { get; init; }

    public required int MostArguments { get; init; }

    /// <summary>The names of its parameters, empty for one without a name.</summary>
    public ImmutableArray<string> Parameters { get; init; } = [];

    /// <summary>The expressions of the defaults, separated by commas; empty where there are none.</summary>
    public string Defaults { get; init; } = "";

    /// <summary>Its statements; null where they can not be read, so that it may do and show anything.</summary>
    public string? Body { get; init; }

    public RoutineResult Result { get; init; }

    /// <summary>The columns of a row; of a single value, its name if it has one.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];
}

/// <summary>What a function returns, once or as a set.</summary>
public enum RoutineResult : byte
{
    Value,

    /// <summary>A row whose columns are known.</summary>
    Row,

    /// <summary>A row whose columns the call has to name.</summary>
    Record,
}
