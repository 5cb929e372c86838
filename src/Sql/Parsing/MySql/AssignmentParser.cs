using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.MySql.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>How many tables the columns of an assignment can belong to.</summary>
internal enum AssignedTables : byte
{
    One,
    Several,
}

/// <summary>Reads <c>column = value, ..</c> and notes values that come from elsewhere than the column itself.</summary>
internal static class AssignmentParser
{
    /// <summary>Returns the columns that are assigned.</summary>
    public static List<ColumnReference> List(ref TokenCursor cursor, SummaryBuilder summary, AssignedTables tables)
    {
        var targets = new List<ColumnReference>(2);
        do
        {
            ColumnReference? target = Target(ref cursor, summary);
            Expression value = Value(ref cursor, summary);
            if (target is not { } column)
                continue;
            targets.Add(column);
            if (Moves(value, column, tables, summary.InsertedRow))
                summary.StoresWhatItReads();
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
        return targets;
    }

    /// <summary><c>INSERT .. SET</c>: columns on the right are those of the row itself.</summary>
    public static void InsertList(ref TokenCursor cursor, SummaryBuilder summary)
    {
        do
        {
            Target(ref cursor, summary);
            Expression value = Value(ref cursor, summary);
            if (value.Queries is not null || value.IsOpaque)
                summary.StoresWhatItReads();
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
    }

    private static ColumnReference? Target(ref TokenCursor cursor, SummaryBuilder summary)
    {
        Expression? outer = summary.Value;
        var target = new Expression();
        summary.Value = target;
        PrimaryParser.Name(ref cursor, summary);
        summary.Value = outer;
        if (target.IsCopy && target.Columns is { } columns)
            return columns[0];
        summary.Partial("a column was expected");
        return null;
    }

    private static Expression Value(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Accept(MySqlTokenKind.Equals) && !cursor.Accept(MySqlTokenKind.Assign))
            summary.Partial("an assignment was expected");
        return ExpressionParser.Value(ref cursor, summary);
    }

    private static bool Moves(Expression value, ColumnReference target, AssignedTables tables, InsertedRow? inserted)
    {
        if (value.Queries is not null || value.IsOpaque)
            return true;
        foreach (ColumnReference column in value.Columns ?? [])
        {
            if (inserted is not null && inserted.Has(column))
                continue;
            bool isSameTable = tables == AssignedTables.One
                || string.Equals(column.Table, target.Table, StringComparison.Ordinal);
            if (!isSameTable || !string.Equals(column.Column, target.Column, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
