using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Parsing.Lineages;

/// <summary>A WITH query that is in scope, and those declared before it.</summary>
/// <param name="Name">As it was declared.</param>
/// <param name="Columns">Null where they are not known.</param>
internal sealed record CommonTableEnvironment(string Name, List<OutputColumn>? Columns, CommonTableEnvironment? Earlier)
{
    /// <summary>
    /// The query that a table name means. Another case may be the same name or not: then its columns are not known.
    /// Null where the name is that of a stored relation.
    /// </summary>
    public static CommonTableEnvironment? Find(CommonTableEnvironment? environment, string name, ResolverBudget budget)
    {
        CommonTableEnvironment? similar = null;
        for (; environment is not null; environment = environment.Earlier)
        {
            if (!budget.Take(1))
                return new CommonTableEnvironment(name, null, null);
            if (environment.Name == name)
                return similar ?? environment;
            if (similar is null && string.Equals(environment.Name, name, StringComparison.OrdinalIgnoreCase))
                similar = environment with { Columns = null };
        }
        return similar;
    }
}
