using System.Globalization;

namespace WireProxy.Masking.Postgres.Catalog;

/// <summary>
/// Reads from a view's stored rule (<c>pg_rewrite.ev_action</c>, a node tree in text form) which base column each output
/// column repeats unchanged: PostgreSQL keeps that as <c>resorigtbl</c> and <c>resorigcol</c> of every target entry.
/// </summary>
internal static class RuleTree
{
    // ({QUERY ... :targetList ({TARGETENTRY :expr {...} :resno 1 ... :resorigtbl 16385 :resorigcol 2 :resjunk false} ...) ...})
    private const int QueryDepth = 1;
    private const int TargetDepth = 2;

    /// <summary>The output columns by attribute number; null if the tree is not one that this reader knows.</summary>
    public static IReadOnlyDictionary<short, ViewColumnOrigin>? ReadOrigins(ReadOnlySpan<char> tree)
    {
        var origins = new Dictionary<short, ViewColumnOrigin>();
        var target = new TargetEntry();
        int braces = 0;
        bool inTargetList = false, seen = false;
        Range field = default;
        for (int at = 0; at < tree.Length;)
        {
            Range extent = NextToken(tree, ref at);
            ReadOnlySpan<char> token = tree[extent];
            switch (token)
            {
                case "":
                    return seen && braces == 0 ? origins : null;
                case "{":
                    braces++;
                    if (braces == TargetDepth)
                        target = new TargetEntry();
                    continue;
                case "}":
                    if (braces == TargetDepth && inTargetList && !target.AddTo(origins))
                        return null;
                    braces--;
                    continue;
            }
            if (braces == QueryDepth && token[0] == ':')
            {
                // A second QUERY at this depth would be a rule with several actions, which no view has.
                inTargetList = token is ":targetList";
                if (inTargetList && seen)
                    return null;
                seen |= inTargetList;
            }
            if (braces == TargetDepth && inTargetList)
                target.Note(tree[field], token);
            field = extent;
        }
        return seen && braces == 0 ? origins : null;
    }

    /// <summary>Brackets stand alone; a backslash makes the next character ordinary; blanks separate the rest.</summary>
    private static Range NextToken(ReadOnlySpan<char> tree, ref int at)
    {
        while (at < tree.Length && char.IsWhiteSpace(tree[at]))
            at++;
        int start = at;
        if (at < tree.Length && tree[at] is '{' or '}' or '(' or ')')
            return start..++at;
        while (at < tree.Length && !char.IsWhiteSpace(tree[at]) && tree[at] is not ('{' or '}' or '(' or ')'))
            at += tree[at] == '\\' ? 2 : 1;
        at = Math.Min(at, tree.Length);
        return start..at;
    }

    private sealed class TargetEntry
    {
        private short? _number;
        private uint? _table;
        private short? _column;
        private bool? _junk;

        public void Note(ReadOnlySpan<char> field, ReadOnlySpan<char> value)
        {
            switch (field)
            {
                case ":resno":
                    _number = Parse<short>(value);
                    break;
                case ":resorigtbl":
                    _table = Parse<uint>(value);
                    break;
                case ":resorigcol":
                    _column = Parse<short>(value);
                    break;
                case ":resjunk":
                    _junk = value is "true";
                    break;
            }
        }

        public bool AddTo(Dictionary<short, ViewColumnOrigin> origins)
        {
            if (_number is not { } number || _table is not { } table || _column is not { } column || _junk is not { } junk)
                return false;
            return junk || origins.TryAdd(number, new ViewColumnOrigin(table, column));
        }

        private static T? Parse<T>(ReadOnlySpan<char> value) where T : struct, ISpanParsable<T> =>
            T.TryParse(value, CultureInfo.InvariantCulture, out T number) ? number : null;
    }
}

/// <summary>The column that a view's column repeats; table 0 means that it is computed.</summary>
internal readonly record struct ViewColumnOrigin(uint Table, short Column)
{
    public bool IsComputed => Table == 0;
}
