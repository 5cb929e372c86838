using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>The relations of table references, without those in sub-queries.</summary>
internal static class NamedTables
{
    public static List<NamedTable> In(List<JoinTree> trees)
    {
        var tables = new List<NamedTable>(2);
        Collect(trees, tables);
        return tables;
    }

    /// <summary>Whether a qualifier can mean the table; whether case matters is the server's setting.</summary>
    public static bool MayBe(NamedTable table, string qualifier) =>
        string.Equals(table.Alias ?? table.Name.Name, qualifier, StringComparison.OrdinalIgnoreCase);

    private static void Collect(List<JoinTree> trees, List<NamedTable> tables)
    {
        foreach (JoinStep step in trees.SelectMany(tree => tree.Steps))
        {
            if (step.Source is NamedTable table)
                tables.Add(table);
            else if (step.Source is NestedJoin nested)
                Collect(nested.Trees, tables);
        }
    }
}
