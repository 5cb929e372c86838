using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Tests.Printing;

/// <summary>
/// Prints trees of queries as tokens. What a tree does not keep (operators, kinds of set operators) is printed in one way;
/// words of the grammar are upper case, names are lower case.
/// </summary>
internal sealed class QueryPrinter(PrintedDialect dialect, IReadOnlyDictionary<SelectArm, Query>? conditions)
{
    private readonly List<string> _tokens = [];

    public static List<string> Tokens(Query query, PrintedDialect dialect, IReadOnlyDictionary<SelectArm, Query>? conditions = null)
    {
        var printer = new QueryPrinter(dialect, conditions);
        printer.Print(query);
        return printer._tokens;
    }

    public static string Text(Query query, PrintedDialect dialect, IReadOnlyDictionary<SelectArm, Query>? conditions = null) =>
        string.Join(' ', Tokens(query, dialect, conditions));

    private void Print(Query query)
    {
        Listed("WITH", query.CommonTables, table =>
        {
            Add(table.Name);
            Names(table.Columns);
            Add("AS");
            InParentheses(table.Query);
        });
        for (int place = 0; place < query.Arms.Count; place++)
        {
            if (place > 0)
                Add("UNION", "ALL");
            Print(query.Arms[place]);
        }
    }

    // Readers drop parentheses that say nothing: without conditions, the form that is compared, they are not printed.
    private void Print(QueryArm arm)
    {
        if (arm is NestedArm { Query: var nested })
        {
            if (conditions is null && nested.CommonTables is null)
                Print(nested);
            else
                InParentheses(nested);
            return;
        }
        var select = (SelectArm)arm;
        Listed("SELECT", select.Items, Print);
        Listed("FROM", select.From, Print);
        if (conditions is null || !conditions.TryGetValue(select, out Query? condition))
            return;
        Add("WHERE", "1", "IN");
        InParentheses(condition);
        Add("GROUP", "BY", "1", "HAVING", "EXISTS");
        InParentheses(condition);
    }

    private void Print(SelectItem item)
    {
        if (item.Value is not { } value)
        {
            if (item.Qualifier is { } table)
                Add(table.Name, ".");
            Add("*");
            return;
        }
        Print(value);
        if (item.Name is { } name)
            Add("AS", name);
    }

    // A copy alone, a constant alone; all else is the sum of its columns and sub-queries and a number.
    private void Print(Expression value)
    {
        List<Action> parts = [
            .. (value.Columns ?? []).Select<ColumnReference, Action>(column => () => Add(column.Table!, ".", column.Column)),
            .. (value.Queries ?? []).Select<Query, Action>(query => () => InParentheses(query))];
        if (!value.IsCopy)
            parts.Add(() => Add("1"));
        for (int place = 0; place < parts.Count; place++)
        {
            if (place > 0)
                Add("+");
            parts[place]();
        }
    }

    private void Print(JoinTree tree)
    {
        for (int place = 0; place < tree.Steps.Count; place++)
        {
            JoinStep step = tree.Steps[place];
            if (place > 0)
                Add(step.Side == JoinSide.Right ? ["RIGHT", "JOIN"] : step.Match == JoinMatch.None ? ["CROSS", "JOIN"] : ["LEFT", "JOIN"]);
            Print(step.Source);
            if (step.Match == JoinMatch.On)
                Add("ON", "1", "=", "1");
        }
    }

    private void Print(TableSource source)
    {
        if (source is NamedTable named)
            Add(named.Name.Name);
        else
        {
            var derived = (DerivedTable)source;
            if (derived.Scope == SiblingScope.Visible)
                Add("LATERAL");
            InParentheses(derived.Query);
        }
        Add("AS", source.Alias!);
        Names((source as DerivedTable)?.Columns);
    }

    private void Names(List<string>? names)
    {
        if (names is null)
            return;
        Add("(");
        Separated(names, name => Add(name));
        Add(")");
    }

    private void Listed<T>(string word, List<T>? items, Action<T> print)
    {
        if (items is null)
            return;
        Add(word);
        Separated(items, print);
    }

    private void Separated<T>(List<T> items, Action<T> print)
    {
        for (int place = 0; place < items.Count; place++)
        {
            if (place > 0)
                Add(",");
            print(items[place]);
        }
    }

    private void InParentheses(Query query)
    {
        Add("(");
        Print(query);
        Add(")");
    }

    // Blanks at a dot mean something to MySQL: the name stays in one piece.
    private void Add(params IEnumerable<string> tokens)
    {
        foreach (string token in tokens)
        {
            bool joins = dialect == PrintedDialect.MySql && _tokens.Count > 0 && (token == "." || _tokens[^1].EndsWith('.'));
            if (joins)
                _tokens[^1] += token;
            else
                _tokens.Add(token);
        }
    }
}
