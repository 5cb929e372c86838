using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Reads JSON_TABLE and XMLTABLE: each column is made of the document, the paths and the defaults.</summary>
internal static class DocumentTableReader
{
    /// <summary>Takes such a table, if there is one.</summary>
    public static JsonTable? TryTable(ref TokenCursor cursor, Reading reading)
    {
        if (cursor.Next.Kind != TokenKind.OpenParen)
            return null;
        bool isXml = cursor.Is(PostgresKeyword.Xmltable);
        if (!isXml && (cursor.Kind != TokenKind.Word || reading.Name(cursor, cursor.Current) != "json_table" || reading.HasRoutine(new SqlName(null, "json_table"))))
            return null;
        var table = new JsonTable(new Expression());
        table.Input.AddOther();
        cursor.Advance(2);
        SyntaxCallReader.Values(ref cursor, reading, table.Input);
        reading.Expect(ref cursor, PostgresKeyword.Columns);
        if (isXml)
            Columns(ref cursor, reading, table);
        else
            Group(ref cursor, reading, table);
        // ERROR ON ERROR
        while (cursor.Current.IsWord)
            cursor.Advance();
        reading.Expect(ref cursor, TokenKind.CloseParen);
        return table;
    }

    private static void Group(ref TokenCursor cursor, Reading reading, JsonTable table)
    {
        if (!cursor.TryEnter())
        {
            reading.Fail(ref cursor);
            return;
        }
        reading.Expect(ref cursor, TokenKind.OpenParen);
        Columns(ref cursor, reading, table);
        reading.Expect(ref cursor, TokenKind.CloseParen);
        cursor.Leave();
    }

    private static void Columns(ref TokenCursor cursor, Reading reading, JsonTable table)
    {
        do
        {
            if (IsNested(cursor, reading))
                Nested(ref cursor, reading, table);
            else
                Column(ref cursor, reading, table);
        }
        while (cursor.Accept(TokenKind.Comma));
    }

    /// <summary><c>NESTED [PATH] 'path' [AS name] COLUMNS (...)</c></summary>
    private static bool IsNested(in TokenCursor cursor, Reading reading)
    {
        if (cursor.Kind != TokenKind.Word || reading.Name(cursor, cursor.Current) != "nested")
            return false;
        return cursor.Next.IsString || (cursor.Next.IsWord && reading.Name(cursor, cursor.Next) == "path" && cursor.Peek().IsString);
    }

    private static void Nested(ref TokenCursor cursor, Reading reading, JsonTable table)
    {
        while (!cursor.Is(PostgresKeyword.Columns) && (cursor.Current.IsWord || cursor.Current.IsString))
            cursor.Advance();
        reading.Expect(ref cursor, PostgresKeyword.Columns);
        Group(ref cursor, reading, table);
    }

    /// <summary><c>name FOR ORDINALITY</c> or <c>name type [PATH value] [DEFAULT value] ...</c></summary>
    private static void Column(ref TokenCursor cursor, Reading reading, JsonTable table)
    {
        if (!cursor.Current.IsColumnName)
        {
            reading.Fail(ref cursor);
            return;
        }
        table.Columns.Add(reading.Name(cursor, cursor.Current));
        cursor.Advance();
        if (cursor.Accept(PostgresKeyword.For, PostgresKeyword.Ordinality))
            return;
        TypeReader.Type(ref cursor, reading);
        while (cursor.Current.IsWord)
        {
            bool isValueNext = cursor.Is(PostgresKeyword.Default) || reading.Name(cursor, cursor.Current) == "path";
            cursor.Advance();
            if (isValueNext)
                ExpressionReader.Into(ref cursor, reading, table.Input);
        }
    }
}
