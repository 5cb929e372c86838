using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Lineages;

/// <summary>
/// Follows the columns of a query back to stored relations. What can not be followed is unknown; no list is given where
/// the number of columns is not known.
/// </summary>
internal sealed class LineageResolver(IRelationShapes? shapes, NameRules rules)
{
    private const int MostRounds = 20;

    private readonly ResolverBudget _budget = new();

    public IRelationShapes? Shapes { get; } = shapes;

    public NameRules Rules { get; } = rules;

    public ResolverBudget Budget => _budget;

    /// <summary>Null where functions are not followed.</summary>
    public RoutineBodies? Bodies { get; init; }

    public RoutineResolver? Routines => field ??= Bodies is null ? null : new RoutineResolver(this, Bodies);

    public ImmutableArray<OutputColumn>? Outputs(Query query) =>
        Columns(query, null, null) is { } columns && _budget.Take(0) ? [.. columns] : null;

    /// <summary>The columns of a query; null where their number is not known.</summary>
    public List<OutputColumn>? Columns(Query query, Scope? outer, CommonTableEnvironment? environment)
    {
        if (query.Use == ResultUse.Analysed || !_budget.Take(1) || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return null;
        return Arms(query, outer, Declared(query, outer, environment));
    }

    /// <summary>The value of an expression.</summary>
    public Lineage Value(Expression expression, Scope scope, CommonTableEnvironment? environment)
    {
        if (expression.IsOpaque)
            return Lineage.Unknown;
        Lineage? value = null;
        foreach (ColumnReference column in expression.Columns ?? [])
            value = With(value, scope.Resolve(column, _budget));
        foreach (Query query in expression.Queries ?? [])
        {
            if (Columns(query, scope, environment) is not { } columns)
                return Lineage.Unknown;
            foreach (OutputColumn column in columns)
                value = With(value, column.Lineage);
        }
        foreach (FunctionCall call in expression.Calls ?? [])
            value = With(value, Routines?.Value(call, scope, environment) ?? Lineage.Unknown);
        foreach (FieldAccess field in expression.Fields ?? [])
            value = With(value, new RowResolver(this, scope, environment).Value(field));
        Lineage known = value ?? LineageSets.Constant;
        return expression.IsCopy ? known : known with { Derivation = Derivation.Computed };
    }

    private static Lineage With(Lineage? value, Lineage part) => value is { } known ? LineageSets.Computed(known, part) : part;

    private CommonTableEnvironment? Declared(Query query, Scope? outer, CommonTableEnvironment? environment)
    {
        List<CommonTable> tables = query.CommonTables ?? [];
        // RECURSIVE: names declared later may be meant, too, on some servers.
        if (query.With == WithScope.Recursive)
        {
            for (int i = tables.Count - 1; i > 0; i--)
                environment = new CommonTableEnvironment(tables[i].Name, null, environment);
        }
        foreach (CommonTable table in tables)
        {
            List<OutputColumn>? columns = query.With == WithScope.Recursive
                ? Recursive(table, outer, environment)
                : Renamed(Columns(table.Query, outer, environment), table.Columns);
            environment = new CommonTableEnvironment(table.Name, columns, environment);
        }
        return environment;
    }

    /// <summary>The first arm can not refer to the query itself; the others are followed until nothing is added.</summary>
    private List<OutputColumn>? Recursive(CommonTable table, Scope? outer, CommonTableEnvironment? environment)
    {
        var unknown = new CommonTableEnvironment(table.Name, null, environment);
        if (table.Query.Arms.Count < 2)
            return Renamed(Columns(table.Query, outer, unknown), table.Columns);
        CommonTableEnvironment? inner = Declared(table.Query, outer, unknown);
        List<OutputColumn>? columns = Renamed(Arm(table.Query.Arms[0], outer, inner), table.Columns);
        for (int round = 0; round < MostRounds && columns is not null; round++)
        {
            var self = new CommonTableEnvironment(table.Name, columns, environment);
            List<OutputColumn>? next = Renamed(Columns(table.Query, outer, self), table.Columns);
            if (next is null || Same(columns, next))
                return next;
            columns = next;
        }
        return columns?.ConvertAll(column => column with { Lineage = Lineage.Unknown });
    }

    private static bool Same(List<OutputColumn> first, List<OutputColumn> second)
    {
        for (int i = 0; i < first.Count && first.Count == second.Count; i++)
        {
            if (!LineageSets.Same(first[i].Lineage, second[i].Lineage))
                return false;
        }
        return first.Count == second.Count;
    }

    private List<OutputColumn>? Arms(Query query, Scope? outer, CommonTableEnvironment? environment)
    {
        List<OutputColumn>? all = null;
        foreach (QueryArm arm in query.Arms)
        {
            if (Arm(arm, outer, environment) is not { } columns || (all is not null && columns.Count != all.Count))
                return null;
            for (int i = 0; all is not null && i < all.Count; i++)
                all[i] = all[i] with { Lineage = LineageSets.Union(all[i].Lineage, columns[i].Lineage) };
            all ??= columns;
        }
        return all;
    }

    private List<OutputColumn>? Arm(QueryArm arm, Scope? outer, CommonTableEnvironment? environment)
    {
        switch (arm)
        {
            case SelectArm select:
                return new SelectResolver(this, environment).Columns(select, outer);
            case TableArm table:
                return new TableResolver(this, environment, new Scope(outer, Rules)).Named(table.Table).Columns is { } listed ? [.. listed] : null;
            case ValuesArm values:
                var scope = new Scope(outer, Rules);
                return values.Columns.Select((column, place) => new OutputColumn(values.Names[place], Value(column, scope, environment))).ToList();
            case NestedArm nested:
                return Columns(nested.Query, outer, environment);
            default:
                return null;
        }
    }

    public List<OutputColumn>? Renamed(List<OutputColumn>? columns, List<string>? names) =>
        columns is null || names is null ? columns : Rules.Renamed(columns, names);
}
