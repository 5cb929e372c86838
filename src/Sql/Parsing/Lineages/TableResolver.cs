using WireProxy.Sql.Analysis;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Lineages;

/// <summary>Adds the tables of a FROM to a scope, in order, and says what <c>*</c> lists.</summary>
internal sealed class TableResolver(LineageResolver resolver, CommonTableEnvironment? environment, Scope scope)
{
    /// <summary>The columns of <c>*</c>; null where their number is not known.</summary>
    public List<OutputColumn>? From(List<JoinTree> trees)
    {
        List<OutputColumn>? star = [];
        foreach (JoinTree tree in trees)
        {
            List<OutputColumn>? columns = Tree(tree);
            if (columns is null)
                star = null;
            else
                star?.AddRange(columns);
            if (star?.Count > ResolverBudget.MostColumns)
                star = null;
        }
        return star;
    }

    public ResolvedTable Named(NamedTable table)
    {
        string name = table.Alias ?? table.Name.Name;
        if (table is { Lookup: TableLookup.CommonFirst, Name.Schema: null }
            && CommonTableEnvironment.Find(environment, table.Name.Name, resolver.Budget) is { } common)
            return new ResolvedTable(name, null, resolver.Renamed(common.Columns, table.Columns));
        List<OutputColumn>? columns = null;
        if (resolver.Shapes?.Find(table.Name) is { } shape && resolver.Budget.Take(shape.Columns.Length))
        {
            columns = new List<OutputColumn>(shape.Columns.Length);
            foreach (string column in shape.Columns)
            {
                var lineage = new Lineage(true, [new SourceColumn(table.Name, column)]) { Derivation = Derivation.Copy };
                columns.Add(new OutputColumn(column, lineage));
            }
        }
        if (table.Columns is { } names)
            return Renamed(table, columns, names);
        return new ResolvedTable(name, table.Name, columns) { Schema = table.Alias is null ? table.Name.Schema : null };
    }

    /// <summary>Where the columns are not known, any name can be that of any of them.</summary>
    private ResolvedTable Renamed(NamedTable table, List<OutputColumn>? columns, List<string> names)
    {
        if (resolver.Renamed(columns, names) is { } renamed)
            return new ResolvedTable(table.Alias, table.Name, renamed);
        return new ResolvedTable(table.Alias, null, null) { Any = new Lineage(true, [new SourceColumn(table.Name, "*")]) };
    }

    private List<OutputColumn>? Tree(JoinTree tree)
    {
        List<OutputColumn>? star = [];
        bool isMerged = tree.Steps.Exists(step => step.Match is JoinMatch.Using or JoinMatch.Natural);
        scope.HasMergedColumns |= isMerged;
        bool isFirst = true;
        foreach (JoinStep step in tree.Steps)
        {
            List<OutputColumn>? columns = Source(step.Source);
            star = isFirst ? columns : JoinColumns.Of(star, columns, step, resolver.Rules);
            isFirst = false;
            if (star is not null && (star.Count > ResolverBudget.MostColumns || !resolver.Budget.Take(star.Count)))
                star = null;
        }
        return isMerged && tree.IsNested ? null : star is null ? null : [.. star];
    }

    private List<OutputColumn>? Source(TableSource source)
    {
        if (source is NestedJoin { Alias: null } nested)
            return From(nested.Trees);
        ResolvedTable table = source switch
        {
            NamedTable named => Named(named),
            DerivedTable derived => Derived(derived),
            JsonTable json => Json(json),
            FunctionTable function => Function(function),
            NestedJoin join => Joined(join),
            _ => new ResolvedTable(source.Alias, null, null),
        };
        scope.Tables.Add(table);
        return table.Columns;
    }

    private ResolvedTable Derived(DerivedTable derived)
    {
        Scope? visible = derived.Scope == SiblingScope.Visible ? scope : scope.Outer;
        List<OutputColumn>? columns = resolver.Columns(derived.Query, visible, environment);
        return new ResolvedTable(derived.Alias, null, resolver.Renamed(columns, derived.Columns));
    }

    private ResolvedTable Json(JsonTable json)
    {
        Lineage lineage = resolver.Value(json.Input, scope, environment) with { Derivation = Derivation.Computed };
        return new ResolvedTable(json.Alias, null, json.Columns.ConvertAll(column => new OutputColumn(column, lineage)));
    }

    private ResolvedTable Function(FunctionTable function)
    {
        if (function.Call is { } call && resolver.Routines?.Columns(call, scope, environment) is { } result
            && Returned(function, result) is { } known)
            return new ResolvedTable(function.Alias, null, known);
        Lineage lineage = resolver.Value(function.Input, scope, environment) with { Derivation = Derivation.Computed };
        return new ResolvedTable(function.Alias, null, function.Columns?.ConvertAll(column => new OutputColumn(column, lineage))) { Any = lineage };
    }

    /// <summary>A single value has the name of the table if the function gives it none.</summary>
    private List<OutputColumn>? Returned(FunctionTable function, List<OutputColumn> result)
    {
        if (result is [{ Name: null } value])
            result = [value with { Name = function.Alias }];
        if (function.Numbering == RowNumbering.LastColumn)
            result = [.. result, new OutputColumn("ordinality", LineageSets.Constant)];
        return function.Columns is { } defined && defined.Count != result.Count
            ? null
            : resolver.Renamed(result, function.Columns ?? function.Names);
    }

    /// <summary>Tables before it are in sight of what is LATERAL in it.</summary>
    private ResolvedTable Joined(NestedJoin join)
    {
        List<OutputColumn>? columns = new TableResolver(resolver, environment, new Scope(scope, resolver.Rules)).From(join.Trees);
        return new ResolvedTable(join.Alias, null, resolver.Renamed(columns, join.Columns));
    }
}
