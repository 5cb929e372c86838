using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Reads what the actions of a MERGE store.</summary>
internal static class StoredMergeReader
{
    /// <summary><c>USING source ON condition WHEN ... THEN action ...</c></summary>
    public static void Merge(ref TokenCursor cursor, StoredPlace place)
    {
        Reading reading = place.Reading;
        reading.Expect(ref cursor, PostgresKeyword.Using);
        JoinTree source = TableReader.Tree(ref cursor, reading);
        reading.Expect(ref cursor, PostgresKeyword.On);
        ExpressionReader.Value(ref cursor, reading);
        while (cursor.Accept(PostgresKeyword.When))
            Branch(ref cursor, place, source);
        if (!cursor.AtStatementEnd && cursor.Kind != TokenKind.CloseParen && !cursor.Is(PostgresKeyword.Returning))
            reading.Fail(ref cursor);
    }

    /// <summary><c>[NOT] MATCHED [BY SOURCE | BY TARGET] [AND condition] THEN action</c></summary>
    private static void Branch(ref TokenCursor cursor, StoredPlace place, JoinTree source)
    {
        Reading reading = place.Reading;
        cursor.Accept(PostgresKeyword.Not);
        reading.Expect(ref cursor, PostgresKeyword.Matched);
        if (cursor.Accept(PostgresKeyword.By))
            cursor.Advance();
        if (cursor.Accept(PostgresKeyword.And))
            ExpressionReader.Value(ref cursor, reading);
        reading.Expect(ref cursor, PostgresKeyword.Then);
        if (cursor.Accept(PostgresKeyword.Update))
            place.Add(StoredModificationReader.Assignments(ref cursor, reading), [source]);
        else if (cursor.Accept(PostgresKeyword.Insert))
            Insert(ref cursor, place, source);
        else if (!cursor.Accept(PostgresKeyword.Delete))
        {
            reading.Expect(ref cursor, PostgresKeyword.Do);
            reading.Expect(ref cursor, PostgresKeyword.Nothing);
        }
    }

    /// <summary><c>[(columns)] [OVERRIDING ..] {VALUES (values) | DEFAULT VALUES}</c></summary>
    private static void Insert(ref TokenCursor cursor, StoredPlace place, JoinTree source)
    {
        Reading reading = place.Reading;
        List<string>? columns = cursor.Kind == TokenKind.OpenParen ? TableReader.Names(ref cursor, reading) : null;
        if (cursor.Accept(PostgresKeyword.Overriding))
            cursor.Advance(2);
        if (cursor.Accept(PostgresKeyword.Default, PostgresKeyword.Values))
            return;
        reading.Expect(ref cursor, PostgresKeyword.Values);
        reading.Expect(ref cursor, TokenKind.OpenParen);
        var rows = new SelectArm { From = [source] };
        do
        {
            Expression value = ExpressionReader.Value(ref cursor, reading);
            if (ExpressionReader.RowOf(value) is not null || value.ExpandedRow is not null)
                reading.Fail(ref cursor);
            rows.Items.Add(new SelectItem(null, ItemNaming.Generated, value, null));
        }
        while (cursor.Accept(TokenKind.Comma));
        reading.Expect(ref cursor, TokenKind.CloseParen);
        var query = new Query();
        query.Arms.Add(rows);
        place.Add(columns, query);
    }
}
