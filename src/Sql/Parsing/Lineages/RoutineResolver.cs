using System.Collections.Immutable;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Lineages;

/// <summary>
/// Follows calls into the bodies of functions. A parameter counts as a constant there: what the arguments are made of is added to
/// every column of the result.
/// </summary>
internal sealed class RoutineResolver(LineageResolver resolver, RoutineBodies bodies)
{
    private const int Deepest = 8;

    private readonly Dictionary<Routine, List<OutputColumn>?> _known = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Routine> _open = new(ReferenceEqualityComparer.Instance);

    /// <summary>The columns of the result, computed; null where they are not known.</summary>
    public List<OutputColumn>? Columns(FunctionCall call, Scope scope, CommonTableEnvironment? environment)
    {
        Lineage arguments = resolver.Value(call.Arguments, scope, environment);
        if (!arguments.IsKnown || resolver.Shapes?.FindRoutines(call.Name, call.Count) is not { } candidates)
            return null;
        List<OutputColumn>? all = null;
        foreach (Routine candidate in candidates)
        {
            if (Known(candidate) is not { } columns || (all is not null && all.Count != columns.Count))
                return null;
            all = all is null ? columns : [.. all.Zip(columns, Joined)];
        }
        return all?.ConvertAll(column => column with { Lineage = LineageSets.Computed(column.Lineage, arguments) });
    }

    /// <summary>The result as one value.</summary>
    public Lineage Value(FunctionCall call, Scope scope, CommonTableEnvironment? environment) =>
        Columns(call, scope, environment) is { } columns ? Together(columns) : Lineage.Unknown;

    private static OutputColumn Joined(OutputColumn one, OutputColumn other) =>
        new(one.Name == other.Name ? one.Name : null, LineageSets.Computed(one.Lineage, other.Lineage));

    private List<OutputColumn>? Known(Routine routine)
    {
        if (_known.TryGetValue(routine, out List<OutputColumn>? known))
            return known;
        // One that calls itself, through whatever others, is not known.
        if (_open.Count >= Deepest || !_open.Add(routine))
            return null;
        List<OutputColumn>? columns = Followed(routine);
        _open.Remove(routine);
        _known[routine] = columns;
        return columns;
    }

    private List<OutputColumn>? Followed(Routine routine)
    {
        if (routine.Body is not { } body || !resolver.Budget.Take(body.Length) || bodies.Result(body) is not { } query)
            return null;
        var parameters = new Scope(null, resolver.Rules);
        parameters.Tables.Add(new ResolvedTable(routine.Name.Name, null,
            [.. routine.Parameters.Select(static name => new OutputColumn(name, LineageSets.Constant))]));
        Lineage defaults = Defaults(routine);
        if (!defaults.IsKnown || resolver.Columns(query, parameters, null) is not { } outputs)
            return null;
        return Shaped(routine, outputs.ConvertAll(output => new OutputColumn(null, LineageSets.Computed(output.Lineage, defaults))));
    }

    /// <summary>They can be calls, too.</summary>
    private Lineage Defaults(Routine routine)
    {
        if (routine.Defaults.Length == 0)
            return LineageSets.Constant;
        if (!resolver.Budget.Take(routine.Defaults.Length) || bodies.Values(routine.Defaults) is not { } query
            || resolver.Columns(query, null, null) is not { } values)
            return Lineage.Unknown;
        return Together(values);
    }

    /// <summary>A row can be returned as its columns, or as one value that has them all.</summary>
    private static List<OutputColumn>? Shaped(Routine routine, List<OutputColumn> outputs)
    {
        ImmutableArray<string> names = routine.Columns;
        return routine.Result switch
        {
            RoutineResult.Value => [new OutputColumn(names.IsEmpty ? null : names[0], Together(outputs))],
            RoutineResult.Row when outputs.Count == names.Length =>
                [.. outputs.Zip(names, static (output, name) => output with { Name = name })],
            RoutineResult.Row when outputs.Count == 1 => [.. names.Select(name => new OutputColumn(name, outputs[0].Lineage))],
            RoutineResult.Record => outputs,
            _ => null,
        };
    }

    private static Lineage Together(List<OutputColumn> columns) =>
        columns.Aggregate(LineageSets.Constant, static (value, column) => LineageSets.Computed(value, column.Lineage));
}
