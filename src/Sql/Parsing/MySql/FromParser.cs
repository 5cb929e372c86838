using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Reads table references: joins, derived tables, relations.</summary>
internal static class FromParser
{
    /// <summary>Join trees separated by commas, every relation in them read.</summary>
    public static List<JoinTree> References(ref TokenCursor cursor, SummaryBuilder summary, TableUse use = TableUse.Read)
    {
        var trees = new List<JoinTree>(1);
        do
            trees.Add(Tree(ref cursor, summary, use));
        while (cursor.Accept(MySqlTokenKind.Comma));
        return trees;
    }

    private static JoinTree Tree(ref TokenCursor cursor, SummaryBuilder summary, TableUse use)
    {
        var tree = new JoinTree();
        if (Factor(ref cursor, summary, use) is { } first)
            tree.Steps.Add(new JoinStep(first, JoinSide.Left));
        Joins(ref cursor, summary, use, tree);
        return tree;
    }

    private static void Joins(ref TokenCursor cursor, SummaryBuilder summary, TableUse use, JoinTree tree)
    {
        int pending = 0;
        while (true)
        {
            if (JoinWords.TryTake(ref cursor, summary, out JoinSide side, out JoinMatch match))
            {
                if (Factor(ref cursor, summary, use) is not { } source)
                    continue;
                tree.Steps.Add(new JoinStep(source, side) { Match = match });
                pending++;
            }
            else if (pending > 0 && TryCondition(ref cursor, summary, tree))
                pending--;
            else
                return;
        }
    }

    /// <summary>ON and USING belong to the last table that has none yet.</summary>
    private static bool TryCondition(ref TokenCursor cursor, SummaryBuilder summary, JoinTree tree)
    {
        bool isOn = cursor.Is(MySqlKeyword.On) && cursor.Next.Keyword != MySqlKeyword.Duplicate;
        bool isUsing = cursor.Is(MySqlKeyword.Using) && cursor.Next.Kind == MySqlTokenKind.OpenParen;
        if (!isOn && !isUsing)
            return false;
        cursor.Advance();
        JoinStep? step = tree.Steps.FindLast(step => step.Match == JoinMatch.None);
        tree.IsNested |= step != tree.Steps[^1];
        List<string>? columns = null;
        if (isOn)
            ExpressionParser.Condition(ref cursor, summary);
        else
            columns = NameReader.ColumnList(ref cursor, summary);
        if (step is null)
            return true;
        step.Match = isOn ? JoinMatch.On : JoinMatch.Using;
        step.Using = columns;
        return true;
    }

    /// <summary>Null where nothing could be read.</summary>
    private static TableSource? Factor(ref TokenCursor cursor, SummaryBuilder summary, TableUse use)
    {
        bool isLateral = cursor.Is(MySqlKeyword.Lateral) && cursor.Next.Kind == MySqlTokenKind.OpenParen;
        if (isLateral)
            cursor.Advance();
        if (cursor.Kind == MySqlTokenKind.OpenParen)
            return Group(ref cursor, summary, use, isLateral ? SiblingScope.Visible : SiblingScope.Hidden);
        if (cursor.Kind == MySqlTokenKind.OpenBrace)
            return Brace(ref cursor, summary, use);
        if (cursor.Accept(MySqlKeyword.Dual))
            return null;
        if (cursor.Is(MySqlKeyword.JsonTable) && cursor.Next.Kind == MySqlTokenKind.OpenParen)
            return JsonTableParser.Table(ref cursor, summary);
        return TableParser.Table(ref cursor, summary, use);
    }

    /// <summary><c>{oj a LEFT JOIN b ON ..}</c></summary>
    private static NestedJoin Brace(ref TokenCursor cursor, SummaryBuilder summary, TableUse use)
    {
        if (!cursor.TryEnter())
        {
            Salvage.NestedTooDeep(ref cursor, summary);
            return new NestedJoin([]);
        }
        cursor.Advance();
        NameReader.Identifier(ref cursor, summary);
        var nested = new NestedJoin([Tree(ref cursor, summary, use)]);
        if (!cursor.Accept(MySqlTokenKind.CloseBrace))
            summary.Partial("a closing brace was expected");
        cursor.Leave();
        return nested;
    }

    private static TableSource Group(ref TokenCursor cursor, SummaryBuilder summary, TableUse use, SiblingScope scope)
    {
        object content = GroupContent(ref cursor, summary, use, scope);
        return content switch
        {
            Query query => TableParser.Derived(ref cursor, summary, query, scope),
            NestedJoin nested => nested,
            _ => new UnknownTable(),
        };
    }

    /// <summary>What stands in parentheses: a query, or table references. <c>((SELECT 1) ..</c> can become either.</summary>
    private static object GroupContent(ref TokenCursor cursor, SummaryBuilder summary, TableUse use, SiblingScope scope)
    {
        if (!cursor.TryEnter())
        {
            Salvage.NestedTooDeep(ref cursor, summary);
            return new UnknownTable();
        }
        cursor.Advance();
        object content = QueryParser.StartsHere(cursor) ? QueryParser.Query(ref cursor, summary)
            : cursor.Kind == MySqlTokenKind.OpenParen ? Ambiguous(ref cursor, summary, use, scope)
            : new NestedJoin(References(ref cursor, summary, use));
        Parentheses.Close(ref cursor, summary);
        cursor.Leave();
        return content;
    }

    private static object Ambiguous(ref TokenCursor cursor, SummaryBuilder summary, TableUse use, SiblingScope scope)
    {
        object inner = GroupContent(ref cursor, summary, use, scope);
        if (inner is Query query)
        {
            if (cursor.Kind == MySqlTokenKind.CloseParen)
                return query;
            if (QueryParser.ContinuesHere(cursor))
            {
                QueryParser.Continue(ref cursor, summary, query);
                return query;
            }
            inner = TableParser.Derived(ref cursor, summary, query, SiblingScope.Hidden);
        }
        var tree = new JoinTree();
        tree.Steps.Add(new JoinStep((TableSource)inner, JoinSide.Left));
        Joins(ref cursor, summary, use, tree);
        List<JoinTree> trees = [tree];
        if (cursor.Accept(MySqlTokenKind.Comma))
            trees.AddRange(References(ref cursor, summary, use));
        return new NestedJoin(trees);
    }
}
