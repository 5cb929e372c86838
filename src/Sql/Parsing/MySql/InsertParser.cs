using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;
using WireProxy.Sql.Parsing.Lineages;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>INSERT and REPLACE in all forms.</summary>
internal static class InsertParser
{
    public static StatementKind Insert(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Insert);
        if (cursor.Is(MySqlKeyword.Replace))
            summary.Add(StatementKind.Delete);
        cursor.Advance();
        while (cursor.Keyword is MySqlKeyword.LowPriority or MySqlKeyword.Delayed or MySqlKeyword.HighPriority or MySqlKeyword.Ignore)
            cursor.Advance();
        cursor.Accept(MySqlKeyword.Into);
        SqlName? target = NameReader.Target(ref cursor, summary, AccessMode.Write);
        if (cursor.Accept(MySqlKeyword.Partition))
            NameReader.ColumnList(ref cursor, summary);
        List<string>? columns = cursor.Kind == MySqlTokenKind.OpenParen && !OpensQuery(cursor) ? Columns(ref cursor, summary) : null;
        Source(ref cursor, summary, target, columns);
        InsertedRow? row = Alias(ref cursor, summary);
        if (cursor.Is(MySqlKeyword.On, MySqlKeyword.Duplicate))
            OnDuplicate(ref cursor, summary, target, row ?? new InsertedRow(null, null));
        ReturningParser.Returning(ref cursor, summary, target);
        return StatementKind.Insert;
    }

    /// <summary>A column list can not start with a parenthesis or a reserved word.</summary>
    private static bool OpensQuery(in TokenCursor cursor)
    {
        TokenCursor inside = cursor;
        inside.Advance();
        return inside.Kind == MySqlTokenKind.OpenParen || QueryParser.StartsHere(inside);
    }

    /// <summary><c>(a, t.b, db.t.c)</c></summary>
    private static List<string> Columns(ref TokenCursor cursor, SummaryBuilder summary)
    {
        var columns = new List<string>();
        cursor.Advance();
        while (cursor.Current.IsName || cursor.Kind is MySqlTokenKind.Comma or MySqlTokenKind.Dot)
        {
            bool isLast = cursor.Current.IsName && cursor.Next.Kind != MySqlTokenKind.Dot;
            if (isLast && NameReader.Spelling(cursor, cursor.Current, summary) is { } column)
                columns.Add(column);
            cursor.Advance();
        }
        Parentheses.Close(ref cursor, summary);
        return columns;
    }

    private static void Source(ref TokenCursor cursor, SummaryBuilder summary, SqlName? target, List<string>? columns)
    {
        if (cursor.Accept(MySqlKeyword.Set))
            AssignmentParser.InsertList(ref cursor, summary, target);
        else if (cursor.Keyword is MySqlKeyword.Values or MySqlKeyword.Value)
            Rows(ref cursor, summary, target, columns);
        else
        {
            Query query = QueryParser.Query(ref cursor, summary);
            summary.StoresWhatItReads(new StoredQuery(target, columns, query));
            if (query.Use != ResultUse.Returned)
                summary.Partial("the rows of the query can not be followed");
        }
    }

    /// <summary>Values come from the client unless a row holds a query, a variable or an opaque call.</summary>
    private static void Rows(ref TokenCursor cursor, SummaryBuilder summary, SqlName? target, List<string>? columns)
    {
        ValuesArm rows = ValuesParser.Rows(ref cursor, summary);
        if (rows.Columns.Exists(static value => value.Queries is not null || value.IsOpaque))
            summary.StoresWhatItReads(new StoredQuery(target, columns, StoredQuery.Of(rows.Columns, null)));
    }

    /// <summary><c>AS new (a, b)</c> before ON DUPLICATE KEY UPDATE.</summary>
    private static InsertedRow? Alias(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Accept(MySqlKeyword.As))
            return null;
        string? alias = NameReader.Identifier(ref cursor, summary);
        return new InsertedRow(alias, cursor.Kind == MySqlTokenKind.OpenParen ? NameReader.ColumnList(ref cursor, summary) : null);
    }

    private static void OnDuplicate(ref TokenCursor cursor, SummaryBuilder summary, SqlName? target, InsertedRow row)
    {
        cursor.Advance(2);
        if (!cursor.Accept(MySqlKeyword.Key, MySqlKeyword.Update))
            summary.Partial("ON DUPLICATE KEY UPDATE could not be read");
        summary.Add(StatementKind.Update);
        if (target is { } name)
            summary.ReadStored(name);
        InsertedRow? outer = summary.InsertedRow;
        summary.InsertedRow = row;
        foreach (Assignment assignment in AssignmentParser.List(ref cursor, summary, AssignedTables.One))
        {
            if (assignment.Movement == ValueMovement.Moved)
                summary.StoresWhatItReads();
            else if (assignment.Movement == ValueMovement.Kept)
                summary.Keeps(target, assignment.Column.Column, assignment.Value);
        }
        summary.InsertedRow = outer;
    }
}
