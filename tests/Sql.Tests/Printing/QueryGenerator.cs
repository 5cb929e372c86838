using WireProxy.Sql.Analysis;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Tests.Printing;

/// <summary>
/// Makes random trees of queries and works out what they read in its own way: every name is qualified, so that each has
/// one meaning.
/// </summary>
internal sealed class QueryGenerator(PrintedDialect dialect, int seed)
{
    private static readonly Dictionary<string, string[]> Stored = new()
    {
        ["customers"] = ["id", "name", "email", "ssn"],
        ["orders"] = ["id", "customer_id", "note"],
        ["staff"] = ["id", "badge"],
    };

    private readonly Random _random = new(seed);
    private readonly List<VisibleTable> _common = [];
    private int _names;

    /// <summary>What every stored relation has, for the analysis.</summary>
    public static RelationShape? Shape(string relation) =>
        Stored.TryGetValue(relation, out string[]? columns) ? new RelationShape([.. columns]) : null;

    /// <summary>The stored relations that the query reads.</summary>
    public SortedSet<string> Relations { get; } = new(StringComparer.Ordinal);

    /// <summary>What stands behind the FROM of an arm: conditions and the like, which no tree keeps.</summary>
    public Dictionary<SelectArm, Query> Conditions { get; } = [];

    public GeneratedQuery Next() => Query(3, [], 1 + _random.Next(4), []);

    private GeneratedQuery Query(int depth, IReadOnlyList<VisibleTable> outer, int width, IReadOnlyList<string> names)
    {
        var query = new Query();
        int before = _common.Count;
        if (depth > 1 && Chance(4))
            Declare(query, depth - 1);
        GeneratedQuery first = Arm(query, depth, outer, width, names);
        List<GeneratedColumn> columns = [.. first.Columns];
        while (depth > 0 && Chance(4))
        {
            GeneratedQuery next = Arm(query, depth - 1, outer, columns.Count, []);
            columns = [.. columns.Zip(next.Columns, static (one, other) => one with { Sources = Union(one.Sources, other.Sources) })];
        }
        _common.RemoveRange(before, _common.Count - before);
        return new GeneratedQuery(query, columns);
    }

    private void Declare(Query query, int depth)
    {
        query.CommonTables = [];
        for (int count = 1 + _random.Next(2); count > 0; count--)
        {
            GeneratedQuery body = Query(depth, [], 1 + _random.Next(3), []);
            List<string>? names = Chance(2) ? [.. body.Columns.Select(_ => Fresh("n"))] : null;
            string name = Fresh("q");
            query.CommonTables.Add(new CommonTable(name, names, body.Tree));
            _common.Add(new VisibleTable(name, Renamed(body.Columns, names)));
        }
    }

    private GeneratedQuery Arm(Query query, int depth, IReadOnlyList<VisibleTable> outer, int width, IReadOnlyList<string> names)
    {
        if (depth > 0 && Chance(8))
        {
            GeneratedQuery nested = Query(depth - 1, outer, width, names);
            query.Arms.Add(new NestedArm(nested.Tree));
            return nested;
        }
        var arm = new SelectArm { From = [] };
        query.Arms.Add(arm);
        var tables = new List<VisibleTable>();
        for (int trees = 1 + (Chance(3) ? 1 : 0); trees > 0; trees--)
            arm.From.Add(Tree(depth, outer, tables));
        var columns = new List<GeneratedColumn>();
        VisibleTable? whole = tables.Find(table => table.Columns.Count == width);
        if (whole is not null && Chance(3))
            Star(arm, tables, whole, columns);
        for (int place = columns.Count; place < width; place++)
            columns.Add(Item(arm, depth, [.. outer, .. tables], place < names.Count ? names[place] : Fresh("c")));
        if (depth > 0 && Chance(3))
            Conditions[arm] = Query(depth - 1, [.. outer, .. tables], 1, []).Tree;
        return new GeneratedQuery(query, columns);
    }

    private static void Star(SelectArm arm, List<VisibleTable> tables, VisibleTable whole, List<GeneratedColumn> columns)
    {
        SqlName? qualifier = tables.Count == 1 ? null : new SqlName(null, whole.Name);
        arm.Items.Add(new SelectItem(null, ItemNaming.Generated, null, qualifier));
        columns.AddRange(whole.Columns);
    }

    private JoinTree Tree(int depth, IReadOnlyList<VisibleTable> outer, List<VisibleTable> tables)
    {
        var tree = new JoinTree();
        tree.Steps.Add(new JoinStep(Source(depth, outer, tables), JoinSide.Left));
        while (Chance(4) && tree.Steps.Count < 3)
        {
            // PostgreSQL's reader keeps the side only where it matters to the columns.
            JoinSide side = dialect == PrintedDialect.MySql && Chance(3) ? JoinSide.Right : JoinSide.Left;
            JoinMatch match = side == JoinSide.Right || Chance(2) ? JoinMatch.On : JoinMatch.None;
            tree.Steps.Add(new JoinStep(Source(depth, outer, tables), side) { Match = match });
        }
        return tree;
    }

    private TableSource Source(int depth, IReadOnlyList<VisibleTable> outer, List<VisibleTable> tables)
    {
        string alias = Fresh("t");
        if (depth > 0 && Chance(3))
        {
            bool isLateral = dialect == PrintedDialect.Postgres && Chance(3);
            // What stands left of a RIGHT JOIN can not be named by LATERAL; outer queries can.
            GeneratedQuery derived = Query(depth - 1, outer, 1 + _random.Next(3), []);
            List<string>? names = Chance(2) ? [.. derived.Columns.Select(_ => Fresh("n"))] : null;
            tables.Add(new VisibleTable(alias, Renamed(derived.Columns, names)));
            return new DerivedTable(derived.Tree, isLateral ? SiblingScope.Visible : SiblingScope.Hidden) { Alias = alias, Columns = names };
        }
        if (_common.Count > 0 && Chance(2))
        {
            VisibleTable common = _common[_random.Next(_common.Count)];
            tables.Add(common with { Name = alias });
            return new NamedTable(new SqlName(null, common.Name)) { Alias = alias };
        }
        string name = Stored.Keys.ElementAt(_random.Next(Stored.Count));
        Relations.Add(name);
        tables.Add(new VisibleTable(alias, [.. Stored[name].Select(column => new GeneratedColumn(column, new HashSet<string> { $"{name}.{column}" }))]));
        return new NamedTable(new SqlName(null, name)) { Alias = alias };
    }

    private GeneratedColumn Item(SelectArm arm, int depth, List<VisibleTable> visible, string name)
    {
        var value = new Expression();
        IReadOnlySet<string> sources = new HashSet<string>();
        int parts = _random.Next(1, 4);
        for (int part = 0; part < parts; part++)
        {
            if (Chance(5))
                value.AddOther();
            else if (depth > 0 && Chance(5))
            {
                GeneratedQuery scalar = Query(depth - 1, visible, 1, []);
                value.Add(scalar.Tree);
                sources = Union(sources, scalar.Columns[0].Sources);
            }
            else
                sources = Union(sources, Column(value, visible));
        }
        arm.Items.Add(new SelectItem(name, ItemNaming.Alias, value, null));
        return new GeneratedColumn(name, sources);
    }

    private IReadOnlySet<string> Column(Expression value, List<VisibleTable> visible)
    {
        VisibleTable table = visible[_random.Next(visible.Count)];
        GeneratedColumn column = table.Columns[_random.Next(table.Columns.Count)];
        value.Add(new ColumnReference(null, table.Name, column.Name));
        return column.Sources;
    }

    private static IReadOnlyList<GeneratedColumn> Renamed(IReadOnlyList<GeneratedColumn> columns, List<string>? names) =>
        names is null ? columns : [.. columns.Zip(names, static (column, name) => column with { Name = name })];

    private static HashSet<string> Union(IReadOnlySet<string> one, IReadOnlySet<string> other) => [.. one, .. other];

    private string Fresh(string prefix) => prefix + ++_names;

    private bool Chance(int one) => _random.Next(one) == 0;
}
