using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Reads one relation or derived table with everything that belongs to it.</summary>
internal static class TableParser
{
    public static TableSource? Table(ref TokenCursor cursor, SummaryBuilder summary, TableUse use)
    {
        if (NameReader.Qualified(ref cursor, summary) is not { } name)
        {
            summary.Partial("a table was expected");
            return null;
        }
        if (cursor.Kind == MySqlTokenKind.OpenParen)
        {
            summary.Partial("a table function is not known");
            return new UnknownTable();
        }
        if (use == TableUse.Read)
            summary.Read(name);
        var table = new NamedTable(name);
        if (cursor.Accept(MySqlKeyword.Partition))
            NameReader.ColumnList(ref cursor, summary);
        Period(ref cursor, summary);
        // MariaDB: FROM t = alias
        cursor.Accept(MySqlTokenKind.Equals);
        if (ClauseWords.MayBeAlias(cursor))
            table.Alias = NameReader.Alias(ref cursor, summary);
        Period(ref cursor, summary);
        // DELETE FROM t AS alias PARTITION (p0)
        if (cursor.Accept(MySqlKeyword.Partition))
            NameReader.ColumnList(ref cursor, summary);
        while (cursor.Keyword is MySqlKeyword.Use or MySqlKeyword.Ignore or MySqlKeyword.Force
            && cursor.Next.Keyword is MySqlKeyword.Index or MySqlKeyword.Key)
            IndexHint(ref cursor, summary);
        return table;
    }

    /// <summary>The alias and columns of a derived table whose query has been read.</summary>
    public static DerivedTable Derived(ref TokenCursor cursor, SummaryBuilder summary, Query query, SiblingScope scope)
    {
        var derived = new DerivedTable(query, scope);
        Period(ref cursor, summary);
        if (ClauseWords.MayBeAlias(cursor))
            derived.Alias = NameReader.Alias(ref cursor, summary);
        if (cursor.Kind == MySqlTokenKind.OpenParen)
            derived.Columns = NameReader.ColumnList(ref cursor, summary);
        return derived;
    }

    /// <summary><c>FOR SYSTEM_TIME AS OF t</c>, <c>FOR PORTION OF p FROM a TO b</c></summary>
    private static void Period(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(MySqlKeyword.For, MySqlKeyword.Portion))
        {
            cursor.Accept(MySqlKeyword.Of);
            NameReader.Identifier(ref cursor, summary);
            Range(ref cursor, summary);
        }
        if (!cursor.Accept(MySqlKeyword.For, MySqlKeyword.SystemTime))
            return;
        if (cursor.Accept(MySqlKeyword.All))
            return;
        if (cursor.Is(MySqlKeyword.From))
            Range(ref cursor, summary);
        else if (cursor.Accept(MySqlKeyword.Between))
        {
            Moment(ref cursor, summary, ExpressionPlace.BeforeAnd);
            if (!cursor.Accept(MySqlKeyword.And))
                summary.Partial("AND was expected");
            Moment(ref cursor, summary);
        }
        else if (cursor.Accept(MySqlKeyword.As) && cursor.Accept(MySqlKeyword.Of))
            Moment(ref cursor, summary);
        else
            summary.Partial("FOR SYSTEM_TIME could not be read");
    }

    private static void Range(ref TokenCursor cursor, SummaryBuilder summary)
    {
        bool isRead = cursor.Accept(MySqlKeyword.From);
        Moment(ref cursor, summary);
        isRead &= cursor.Accept(MySqlKeyword.To);
        Moment(ref cursor, summary);
        if (!isRead)
            summary.Partial("FROM .. TO was expected");
    }

    private static void Moment(ref TokenCursor cursor, SummaryBuilder summary, ExpressionPlace place = ExpressionPlace.Anywhere)
    {
        if (cursor.Keyword is MySqlKeyword.Transaction or MySqlKeyword.Timestamp
            && cursor.Next.Kind is not (MySqlTokenKind.OpenParen or MySqlTokenKind.Dot or MySqlTokenKind.String))
            cursor.Advance();
        ExpressionParser.Condition(ref cursor, summary, place);
    }

    /// <summary><c>USE INDEX FOR ORDER BY (a, PRIMARY)</c></summary>
    private static void IndexHint(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance(2);
        if (cursor.Accept(MySqlKeyword.For) && !cursor.Accept(MySqlKeyword.Join))
            cursor.Advance(2);
        if (!cursor.Accept(MySqlTokenKind.OpenParen))
        {
            summary.Partial("an index hint could not be read");
            return;
        }
        while (cursor.Current.IsWord || cursor.Kind == MySqlTokenKind.Comma)
            cursor.Advance();
        Parentheses.Close(ref cursor, summary);
    }
}
