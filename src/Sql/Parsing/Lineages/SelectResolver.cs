using WireProxy.Sql.Analysis;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Lineages;

/// <summary>The columns of one SELECT.</summary>
internal sealed class SelectResolver(LineageResolver resolver, CommonTableEnvironment? environment)
{
    public List<OutputColumn>? Columns(SelectArm select, Scope? outer)
    {
        var scope = new Scope(outer, resolver.Rules);
        var tables = new TableResolver(resolver, environment, scope);
        List<OutputColumn>? star = tables.From(select.From ?? []);
        var columns = new List<OutputColumn>(select.Items.Count);
        foreach (SelectItem item in select.Items)
        {
            if (item.Value?.ExpandedRow is { } row)
            {
                if (new RowResolver(resolver, scope, environment).Columns(row) is not { } fields)
                    return null;
                columns.AddRange(fields);
            }
            else if (item.Value is { } value)
                columns.Add(Named(item, resolver.Value(value, scope, environment), scope));
            else if ((item.Qualifier is { } qualifier ? Star(scope, qualifier) : star) is { } listed)
                columns.AddRange(listed);
            else
                return null;
            if (columns.Count > ResolverBudget.MostColumns || !resolver.Budget.Take(1))
                return null;
        }
        return columns;
    }

    private static OutputColumn Named(SelectItem item, Lineage lineage, Scope scope)
    {
        if (item is { Naming: ItemNaming.Alias, Name: { } alias })
            scope.AddAlias(alias, lineage);
        return new OutputColumn(item.Name, lineage);
    }

    /// <summary><c>table.*</c></summary>
    private List<OutputColumn>? Star(Scope scope, SqlName qualifier)
    {
        foreach (StringComparison comparison in resolver.Rules.TableComparisons)
        {
            if (Table(scope, qualifier, comparison) is { } table)
                return table.Columns;
        }
        return null;
    }

    private static ResolvedTable? Table(Scope scope, SqlName qualifier, StringComparison comparison)
    {
        List<ResolvedTable> named = scope.Tables.FindAll(table => string.Equals(table.Name, qualifier.Name, comparison)
            && (qualifier.Schema is null || table.Schema is null || string.Equals(table.Schema, qualifier.Schema, comparison)));
        // Two tables of one name differ by their databases, one of which is the session's.
        return named.Count > 1 ? named[0] with { Columns = null } : named.FirstOrDefault();
    }
}
