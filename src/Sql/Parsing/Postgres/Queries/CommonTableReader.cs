using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Reads <c>WITH [RECURSIVE] name [(columns)] AS [[NOT] MATERIALIZED] (statement), ...</c></summary>
internal static class CommonTableReader
{
    public static void Declare(ref TokenCursor cursor, Reading reading, Query query)
    {
        cursor.Advance();
        // RECURSIVE can be the name of the first query.
        if (cursor.Is(PostgresKeyword.Recursive) && cursor.Next.IsWord && cursor.Next.Keyword != PostgresKeyword.As)
        {
            cursor.Advance();
            query.With = WithScope.Recursive;
        }
        query.CommonTables = [];
        do
            query.CommonTables.Add(One(ref cursor, reading));
        while (cursor.Accept(TokenKind.Comma));
    }

    private static CommonTable One(ref TokenCursor cursor, Reading reading)
    {
        string name = "";
        if (cursor.Current.IsColumnName)
            name = reading.Name(cursor, cursor.Current);
        else
            reading.Fail(ref cursor);
        cursor.Advance();
        List<string>? columns = cursor.Kind == TokenKind.OpenParen ? TableReader.Names(ref cursor, reading) : null;
        reading.Expect(ref cursor, PostgresKeyword.As);
        cursor.Accept(PostgresKeyword.Not);
        cursor.Accept(PostgresKeyword.Materialized);
        Query query = QueryReader.Parenthesised(ref cursor, reading);
        var table = new CommonTable(name, columns, query);
        if (cursor.Accept(PostgresKeyword.Search))
            Search(ref cursor, reading, table);
        if (cursor.Accept(PostgresKeyword.Cycle))
            Cycle(ref cursor, reading, table);
        return table;
    }

    /// <summary><c>{BREADTH | DEPTH} FIRST BY columns SET name</c>: the column holds rows of these columns.</summary>
    private static void Search(ref TokenCursor cursor, Reading reading, CommonTable table)
    {
        cursor.Advance(2);
        reading.Expect(ref cursor, PostgresKeyword.By);
        List<string> columns = Names(ref cursor, reading);
        reading.Expect(ref cursor, PostgresKeyword.Set);
        Add(ref cursor, reading, table, columns);
    }

    /// <summary><c>columns SET name [TO constant DEFAULT constant] USING name</c>: a mark, and the rows that led here.</summary>
    private static void Cycle(ref TokenCursor cursor, Reading reading, CommonTable table)
    {
        List<string> columns = Names(ref cursor, reading);
        reading.Expect(ref cursor, PostgresKeyword.Set);
        Add(ref cursor, reading, table, []);
        if (cursor.Accept(PostgresKeyword.To))
        {
            while (!cursor.AtStatementEnd && !cursor.Is(PostgresKeyword.Using))
                cursor.Advance();
        }
        reading.Expect(ref cursor, PostgresKeyword.Using);
        Add(ref cursor, reading, table, columns);
    }

    private static void Add(ref TokenCursor cursor, Reading reading, CommonTable table, List<string> sources) =>
        (table.Trail ??= []).Add(new TrailColumn(Name(ref cursor, reading), sources));

    private static List<string> Names(ref TokenCursor cursor, Reading reading)
    {
        var names = new List<string>();
        do
            names.Add(Name(ref cursor, reading));
        while (cursor.Accept(TokenKind.Comma));
        return names;
    }

    private static string Name(ref TokenCursor cursor, Reading reading)
    {
        if (!cursor.Current.IsColumnName)
        {
            reading.Fail(ref cursor);
            return "";
        }
        string name = reading.Name(cursor, cursor.Current);
        cursor.Advance();
        return name;
    }
}
