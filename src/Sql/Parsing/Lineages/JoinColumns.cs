using WireProxy.Sql.Analysis;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Lineages;

/// <summary>What <c>*</c> lists for a join.</summary>
internal static class JoinColumns
{
    public static List<OutputColumn>? Of(List<OutputColumn>? left, List<OutputColumn>? right, JoinStep step, NameRules rules)
    {
        if (left is null || right is null)
            return null;
        if (step.Match is not (JoinMatch.Using or JoinMatch.Natural))
            return [.. left, .. right];
        // Without a name it can not be told whether a column is a common one.
        if (step.Match == JoinMatch.Natural && (left.Exists(IsUnnamed) || right.Exists(IsUnnamed)))
            return null;
        // A right join is run as a left join with its sides swapped, and lists its columns so.
        return step.Side == JoinSide.Right ? Merged(right, left, step.Using, rules) : Merged(left, right, step.Using, rules);
    }

    /// <summary>Common columns first, then the others of both sides.</summary>
    private static List<OutputColumn>? Merged(List<OutputColumn> first, List<OutputColumn> second, List<string>? names, NameRules rules)
    {
        StringComparer comparer = StringComparer.FromComparison(rules.ColumnComparison);
        var places = new Dictionary<string, int>(comparer);
        for (int i = 0; i < second.Count; i++)
        {
            if (second[i].Name is { } name && (names is null || names.Contains(name, comparer)))
                places.TryAdd(name, i);
        }
        var merged = new List<OutputColumn>();
        var others = new List<OutputColumn>();
        var taken = new HashSet<int>();
        foreach (OutputColumn column in first)
        {
            if (column.Name is { } name && places.TryGetValue(name, out int place) && taken.Add(place))
                merged.Add(column with { Lineage = LineageSets.Union(column.Lineage, second[place].Lineage) });
            else
                others.Add(column);
        }
        if (names is not null && merged.Count != names.Count)
            return null;
        if (names is not null && rules.UsingOrder == UsingOrder.Declared)
            merged = [.. merged.OrderBy(column => names.FindIndex(name => comparer.Equals(name, column.Name)))];
        others.AddRange(second.Where((_, place) => !taken.Contains(place)));
        return [.. merged, .. others];
    }

    private static bool IsUnnamed(OutputColumn column) => column.Name is null;
}
