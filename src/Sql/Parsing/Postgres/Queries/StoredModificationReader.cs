using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Reads what an INSERT, UPDATE or MERGE writes into which columns of its target.</summary>
internal static class StoredModificationReader
{
    /// <summary>Adds what the modification at the cursor stores. The cursor is a copy: RETURNING is read by others.</summary>
    public static void Read(TokenCursor cursor, Reading reading, Query enclosing)
    {
        PostgresKeyword verb = cursor.Keyword;
        cursor.Advance(verb == PostgresKeyword.Update ? 1 : 2);
        NamedTable target = ModificationReader.Target(ref cursor, reading);
        var place = new StoredPlace(reading, enclosing, target);
        switch (verb)
        {
            case PostgresKeyword.Insert:
                Insert(ref cursor, place);
                break;
            case PostgresKeyword.Update:
                Update(ref cursor, place);
                break;
            case PostgresKeyword.Merge:
                StoredMergeReader.Merge(ref cursor, place);
                break;
        }
    }

    private static void Insert(ref TokenCursor cursor, StoredPlace place)
    {
        Reading reading = place.Reading;
        bool hasColumns = cursor.Kind == TokenKind.OpenParen && !QueryAhead.Opens(ref cursor, reading);
        List<string>? columns = hasColumns ? TableReader.Names(ref cursor, reading) : null;
        if (cursor.Accept(PostgresKeyword.Overriding))
            cursor.Advance(2);
        var rows = new Query();
        rows.Arms.Add(new ValuesArm());
        if (!cursor.Accept(PostgresKeyword.Default, PostgresKeyword.Values))
        {
            rows = QueryReader.Query(ref cursor, reading);
            place.Add(columns, rows);
        }
        if (!cursor.Is(PostgresKeyword.On, PostgresKeyword.Conflict))
            return;
        // The columns of an index, or ON CONSTRAINT name
        while (!cursor.AtStatementEnd && cursor.Kind != TokenKind.CloseParen && !cursor.Is(PostgresKeyword.Do))
            TokenSkip.One(ref cursor, reading);
        reading.Expect(ref cursor, PostgresKeyword.Do);
        if (!cursor.Accept(PostgresKeyword.Update))
            return;
        var proposed = new JoinTree();
        proposed.Steps.Add(new JoinStep(new ProposedRows(place.Target, columns, rows) { Alias = "excluded" }, JoinSide.Left));
        StoredAssignments assignments = Assignments(ref cursor, reading);
        place.Add(assignments, [proposed]);
    }

    private static void Update(ref TokenCursor cursor, StoredPlace place)
    {
        StoredAssignments assignments = Assignments(ref cursor, place.Reading);
        List<JoinTree> others = cursor.Accept(PostgresKeyword.From) ? TableReader.List(ref cursor, place.Reading) : [];
        place.Add(assignments, others);
    }

    /// <summary><c>SET column = value, (column, column) = values, ...</c></summary>
    public static StoredAssignments Assignments(ref TokenCursor cursor, Reading reading)
    {
        reading.Expect(ref cursor, PostgresKeyword.Set);
        var columns = new List<string>();
        var values = new List<Expression>();
        bool areSingle = true;
        do
        {
            areSingle &= Assigned(ref cursor, reading, columns);
            reading.Expect(ref cursor, TokenKind.Equals);
            values.Add(ExpressionReader.Value(ref cursor, reading));
        }
        while (cursor.Accept(TokenKind.Comma));
        bool isRead = cursor.AtStatementEnd || cursor.Kind == TokenKind.CloseParen
            || cursor.Keyword is PostgresKeyword.From or PostgresKeyword.Where or PostgresKeyword.Returning or PostgresKeyword.When;
        if (!isRead)
            reading.Fail(ref cursor);
        return new StoredAssignments(areSingle ? columns : null, values);
    }

    /// <summary>What stands left of the sign; says whether it is one whole column.</summary>
    private static bool Assigned(ref TokenCursor cursor, Reading reading, List<string> columns)
    {
        if (cursor.Current.IsColumnName && cursor.Next.Kind == TokenKind.Equals)
        {
            columns.Add(reading.Name(cursor, cursor.Current));
            cursor.Advance();
            return true;
        }
        while (!cursor.AtStatementEnd && cursor.Kind != TokenKind.Equals)
            TokenSkip.One(ref cursor, reading);
        return false;
    }
}

/// <summary>The right sides of assignments, and the columns that they go into; null where not each is one whole column.</summary>
internal sealed record StoredAssignments(List<string>? Columns, List<Expression> Values);
