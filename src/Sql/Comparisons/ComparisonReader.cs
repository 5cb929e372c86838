using System.Collections.Frozen;
using System.Collections.Immutable;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Comparisons;

/// <summary>
/// Collects the names of one statement that stand anywhere but where a column is returned or stored as it is: in the
/// outermost select list without an expression around them, and as targets of INSERT and UPDATE.
/// </summary>
internal sealed class ComparisonReader(StatementSummary statement, NameTokens tokens)
{
    // Words that begin and join clauses. None of them names a column unless it is quoted.
    internal static readonly FrozenSet<string> ClauseWords = FrozenSet.ToFrozenSet(
    [
        "select", "from", "where", "and", "or", "not", "on", "using", "join", "inner", "left", "right", "full", "outer", "cross", "order",
        "group", "by", "having", "limit", "offset", "fetch", "for", "union", "intersect", "except", "into", "as", "set", "values", "insert",
        "update", "delete", "returning", "in", "is", "null", "like", "between", "case", "when", "then", "else", "end", "asc", "desc", "all",
        "any", "some", "exists", "distinct", "default", "true", "false", "with", "replace", "merge",
    ]);

    // What makes rows of a select list meet each other.
    private static readonly FrozenSet<string> SetWords = FrozenSet.ToFrozenSet(["union", "intersect", "except", "minus", "distinct", "distinctrow", "unique"]);

    private static readonly FrozenSet<string> SortWords = FrozenSet.ToFrozenSet(["order", "group", "having"]);

    // Behind a relation and before a parenthesis they are no alias: the servers reserve them.
    private static readonly FrozenSet<string> NoAlias = FrozenSet.ToFrozenSet(
        ["where", "on", "using", "join", "having", "limit", "offset", "union", "intersect", "except", "select", "and", "or", "in"]);

    private static readonly FrozenSet<string> RelationWords = FrozenSet.ToFrozenSet(["from", "join", "update", "into", "only", "using", "of", "lateral"]);

    private readonly HashSet<string> _relations = [.. statement.Relations.Select(relation => relation.Name.Name.ToLowerInvariant())];
    private readonly HashSet<string> _compared = [];
    private readonly bool[] _plain = new bool[tokens.Count];

    /// <summary>Default where they can not be told.</summary>
    public ImmutableArray<string> Read()
    {
        if (HidesNames() || HasWholeRow())
            return default;
        MarkSelectList();
        MarkTargets();
        for (int at = 0; at < tokens.Count; at++)
        {
            if (tokens.IsSymbol(at, "*") && !_plain[at] && !IsCountOrProduct(at))
                return default;
            if (tokens.IsName(at) && !_plain[at] && !tokens.IsWordOf(at, ClauseWords))
                _compared.Add(tokens.TextAt(at));
        }
        return [.. _compared];
    }

    /// <summary>Columns under other names or none: joined by name, by number, or renamed behind their relation.</summary>
    private bool HidesNames()
    {
        bool sorts = false;
        for (int at = 0; at < tokens.Count; at++)
        {
            sorts |= tokens.IsWord(at, "by");
            if (tokens.IsWord(at, "natural") || tokens.IsWord(at, "table"))
                return true;
            if (sorts && tokens.IsLiteral(at) && IsSortItem(at))
                return true;
            if (IsRelation(at) && IsRenamed(at))
                return true;
        }
        return false;
    }

    private bool IsSortItem(int at)
    {
        while (tokens.IsSymbol(at - 1, "("))
            at--;
        return tokens.IsWord(at - 1, "by") || tokens.IsSymbol(at - 1, ",");
    }

    /// <summary><c>customers c (a, b)</c>, also behind ONLY (..) and with an AS; and <c>customers *</c>, which an alias may follow.</summary>
    private bool IsRenamed(int relation)
    {
        int at = relation + 1;
        while (tokens.IsSymbol(at, ")"))
            at++;
        if (tokens.IsSymbol(at, "*"))
            return true;
        if (tokens.IsWord(at, "as"))
            at++;
        bool isInsert = tokens.IsWord(at, "values") && !Contains("select");
        return tokens.IsName(at) && tokens.IsSymbol(at + 1, "(") && !isInsert && !tokens.IsWordOf(at, NoAlias);
    }

    /// <summary>PostgreSQL takes the name of a relation, or its alias, for its whole row.</summary>
    private bool HasWholeRow()
    {
        var rows = new HashSet<string>();
        var places = new HashSet<int>();
        var clauses = new ClauseTracker(tokens);
        for (int at = 0; at < tokens.Count; at++)
        {
            clauses.Pass(at);
            bool isPlace = IsRelation(at) && (tokens.IsWordOf(at - 1, RelationWords) || tokens.IsSymbol(at - 1, ".") || clauses.BeginsRelation(at));
            if (!isPlace)
                continue;
            rows.Add(tokens.TextAt(at));
            places.Add(at);
            int alias = at + 1;
            while (tokens.IsSymbol(alias, ")"))
                alias++;
            if (tokens.IsWord(alias, "as"))
                alias++;
            if (tokens.IsName(alias) && !tokens.IsWordOf(alias, ClauseWords))
            {
                rows.Add(tokens.TextAt(alias));
                places.Add(alias);
            }
            for (int owner = at; tokens.IsSymbol(owner - 1, ".") && tokens.IsName(owner - 2); owner -= 2)
                _plain[owner - 2] = true;
        }
        foreach (int place in places)
            _plain[place] = true;
        for (int at = 0; at < tokens.Count; at++)
        {
            bool isLockTarget = tokens.IsWord(at - 1, "of");
            if (tokens.IsName(at) && rows.Contains(tokens.TextAt(at)) && !places.Contains(at) && !tokens.IsSymbol(at + 1, ".") && !tokens.IsSymbol(at - 1, ".") && !isLockTarget)
                return true;
        }
        // Of one whose place was not found the alias is not known.
        return !_relations.All(rows.Contains);
    }

    /// <summary>The items of the outermost select list that are a column, or all of them, and nothing else.</summary>
    private void MarkSelectList()
    {
        if (!tokens.IsWord(0, "select") || ContainsOutside(SetWords))
            return;
        bool sorts = ContainsOutside(SortWords);
        for (int start = 1, depth = 0, at = 1; at <= tokens.Count; at++)
        {
            bool ends = at == tokens.Count || (depth == 0 && (tokens.IsWord(at, "from") || tokens.IsWord(at, "into") || tokens.IsWord(at, "where")));
            if (ends || (depth == 0 && tokens.IsSymbol(at, ",")))
            {
                MarkItem(start, at, sorts);
                start = at + 1;
            }
            if (ends)
                return;
            depth += tokens.IsSymbol(at, "(") ? 1 : tokens.IsSymbol(at, ")") ? -1 : 0;
        }
    }

    // name (. name)* (. *)? (AS? alias)?
    private void MarkItem(int start, int end, bool sorts)
    {
        int at = start;
        while (tokens.IsName(at) && tokens.IsSymbol(at + 1, "."))
            at += 2;
        bool isStar = tokens.IsSymbol(at, "*");
        if (!isStar && !tokens.IsName(at))
            return;
        int behind = ++at;
        if (!isStar && tokens.IsWord(at, "as"))
            at++;
        if (!isStar && tokens.IsName(at) && at < end)
            at++;
        // What is sorted or grouped by may be named by its alias.
        bool isPlain = at == end && (!sorts || behind == end);
        for (int i = start; i < end && isPlain; i++)
            _plain[i] = true;
    }

    /// <summary>The columns that INSERT names, and those that UPDATE sets at the outermost level.</summary>
    private void MarkTargets()
    {
        int depth = 0;
        bool sets = false;
        for (int at = 0; at < tokens.Count; at++)
        {
            depth += tokens.IsSymbol(at, "(") ? 1 : tokens.IsSymbol(at, ")") ? -1 : 0;
            if (tokens.IsWord(at, "into") && at <= 2)
                MarkInsertColumns(at + 1);
            if (depth != 0)
                continue;
            sets = (sets || (tokens.IsWord(at, "set") && tokens.IsWord(0, "update"))) && !tokens.IsWord(at, "where") && !tokens.IsWord(at, "from");
            bool isTarget = sets && tokens.IsName(at) && tokens.IsSymbol(at + 1, "=") && (tokens.IsWord(at - 1, "set") || tokens.IsSymbol(at - 1, ","));
            if (isTarget)
                _plain[at] = true;
        }
    }

    private void MarkInsertColumns(int relation)
    {
        int at = relation;
        while (tokens.IsName(at) && tokens.IsSymbol(at + 1, "."))
            at += 2;
        if (!tokens.IsName(at) || !tokens.IsSymbol(at + 1, "("))
            return;
        int end = at + 2;
        while (tokens.IsName(end) || tokens.IsSymbol(end, ","))
            end++;
        if (!tokens.IsSymbol(end, ")"))
            return;
        for (int i = at + 2; i < end; i++)
            _plain[i] = true;
    }

    private bool IsCountOrProduct(int at)
    {
        if (tokens.IsSymbol(at - 1, "(") && tokens.IsSymbol(at + 1, ")"))
            return true;
        bool hasLeft = tokens.IsValue(at - 1) || tokens.IsSymbol(at - 1, ")") || (tokens.IsName(at - 1) && !tokens.IsWordOf(at - 1, ClauseWords));
        bool hasRight = tokens.IsValue(at + 1) || tokens.IsSymbol(at + 1, "(") || (tokens.IsName(at + 1) && !tokens.IsWordOf(at + 1, ClauseWords));
        return hasLeft && hasRight;
    }

    private bool IsRelation(int at) => tokens.IsName(at) && _relations.Contains(tokens.TextAt(at)) && !tokens.IsSymbol(at + 1, ".");

    private bool Contains(string word) => Enumerable.Range(0, tokens.Count).Any(at => tokens.IsWord(at, word));

    /// <summary>Whether a word stands outside of all parentheses.</summary>
    private bool ContainsOutside(FrozenSet<string> words)
    {
        for (int at = 0, depth = 0; at < tokens.Count; at++)
        {
            depth += tokens.IsSymbol(at, "(") ? 1 : tokens.IsSymbol(at, ")") ? -1 : 0;
            if (depth == 0 && tokens.IsWordOf(at, words))
                return true;
        }
        return false;
    }
}
