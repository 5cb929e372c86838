using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;
using WireProxy.Sql.Parsing.Lineages;

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
    /// <summary>Returns the columns that are assigned, with their values. Whoever asks says from which tables they come.</summary>
    public static List<Assignment> List(ref TokenCursor cursor, SummaryBuilder summary, AssignedTables tables)
    {
        var assignments = new List<Assignment>(2);
        do
        {
            ColumnReference? target = Target(ref cursor, summary);
            Expression value = Value(ref cursor, summary);
            if (target is not { } column)
                continue;
            assignments.Add(new Assignment(column, value, Moves(value, column, tables, summary.InsertedRow)));
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
        return assignments;
    }

    /// <summary><c>INSERT .. SET</c>: columns on the right are those of the row itself.</summary>
    public static void InsertList(ref TokenCursor cursor, SummaryBuilder summary, SqlName? relation)
    {
        do
        {
            ColumnReference? target = Target(ref cursor, summary);
            Expression value = Value(ref cursor, summary);
            if (target is { } column && (value.Queries is not null || value.IsOpaque))
                summary.StoresWhatItReads(new StoredQuery(relation, [column.Column], StoredQuery.Of([value], null)));
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

    private static ValueMovement Moves(Expression value, ColumnReference target, AssignedTables tables, InsertedRow? inserted)
    {
        if (value.Queries is not null || value.IsOpaque)
            return ValueMovement.Moved;
        foreach (ColumnReference column in value.Columns ?? [])
        {
            if (inserted is not null && inserted.Has(column))
                continue;
            bool isSameTable = tables == AssignedTables.One
                || string.Equals(column.Table, target.Table, StringComparison.Ordinal);
            if (!isSameTable || !string.Equals(column.Column, target.Column, StringComparison.OrdinalIgnoreCase))
                return ValueMovement.Moved;
        }
        return value.IsConstant ? ValueMovement.None : ValueMovement.Kept;
    }
}

/// <summary><c>column = value</c></summary>
internal sealed record Assignment(ColumnReference Column, Expression Value, ValueMovement Movement);

/// <summary>Where an assigned value comes from.</summary>
internal enum ValueMovement : byte
{
    /// <summary>From the client.</summary>
    None,

    /// <summary>From the column itself.</summary>
    Kept,

    /// <summary>From elsewhere.</summary>
    Moved,
}
