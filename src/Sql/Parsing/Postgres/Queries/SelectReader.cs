using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Reads the select list and the FROM of one SELECT, and the list of RETURNING.</summary>
internal static class SelectReader
{
    public static SelectArm Select(ref TokenCursor cursor, Reading reading, Query query)
    {
        var arm = new SelectArm();
        cursor.Advance();
        if (cursor.Accept(PostgresKeyword.Distinct))
        {
            if (cursor.Accept(PostgresKeyword.On))
                TokenSkip.Group(ref cursor, reading);
        }
        else
            cursor.Accept(PostgresKeyword.All);
        if (!EndsList(cursor))
            Items(ref cursor, reading, arm);
        if (cursor.Is(PostgresKeyword.Into))
        {
            query.Use = ResultUse.Stored;
            while (!cursor.Is(PostgresKeyword.From) && !EndsClause(cursor))
                cursor.Advance();
        }
        if (cursor.Accept(PostgresKeyword.From))
            arm.From = TableReader.List(ref cursor, reading);
        if (!EndsClause(cursor))
            reading.Fail(ref cursor);
        return arm;
    }

    public static void Items(ref TokenCursor cursor, Reading reading, SelectArm arm)
    {
        do
            arm.Items.Add(Item(ref cursor, reading));
        while (cursor.Accept(TokenKind.Comma));
        if (!EndsList(cursor))
            reading.Fail(ref cursor);
    }

    private static SelectItem Item(ref TokenCursor cursor, Reading reading)
    {
        if (cursor.Accept(TokenKind.Star))
            return new SelectItem(null, ItemNaming.Generated, null, null);
        Expression value = ExpressionReader.Value(ref cursor, reading);
        SqlName? row = ExpressionReader.RowOf(value);
        string? name = value switch
        {
            { IsCopy: true, Columns: [{ Column: not "*" } column] } => column.Column,
            { IsCopy: true, Fields: [{ } field] } => field.Field,
            _ => null,
        };
        // The label of a whole row is allowed, and ignored.
        bool isExplicit = cursor.Accept(PostgresKeyword.As);
        if (cursor.Current.IsWord && (isExplicit || !EndsList(cursor)))
        {
            name = reading.Name(cursor, cursor.Current);
            cursor.Advance();
        }
        else if (isExplicit)
            reading.Fail(ref cursor);
        return row is { } table
            ? new SelectItem(null, ItemNaming.Generated, null, table)
            : new SelectItem(name, ItemNaming.Generated, value, null);
    }

    private static bool EndsList(in TokenCursor cursor) => EndsClause(cursor) || cursor.Keyword is PostgresKeyword.From or PostgresKeyword.Into;

    private static bool EndsClause(in TokenCursor cursor) => cursor.AtStatementEnd || cursor.Kind == TokenKind.CloseParen
        || cursor.Keyword is PostgresKeyword.Where or PostgresKeyword.Group or PostgresKeyword.Having or PostgresKeyword.Window
            or PostgresKeyword.Union or PostgresKeyword.Intersect or PostgresKeyword.Except or PostgresKeyword.Order
            or PostgresKeyword.Limit or PostgresKeyword.Offset or PostgresKeyword.Fetch or PostgresKeyword.For
            // Behind the query of an INSERT, or of CREATE TABLE AS.
            or PostgresKeyword.On or PostgresKeyword.Returning or PostgresKeyword.With;
}
