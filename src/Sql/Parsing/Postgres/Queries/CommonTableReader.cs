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
        if (cursor.Keyword is PostgresKeyword.Search or PostgresKeyword.Cycle)
            SearchOrCycle(ref cursor, reading, query);
        return new CommonTable(name, columns, query);
    }

    /// <summary>These add columns of their own, so that the columns are taken as unknown.</summary>
    private static void SearchOrCycle(ref TokenCursor cursor, Reading reading, Query query)
    {
        query.Use = ResultUse.Analysed;
        if (cursor.Accept(PostgresKeyword.Search))
            PassThrough(ref cursor, reading, PostgresKeyword.Set);
        if (cursor.Accept(PostgresKeyword.Cycle))
            PassThrough(ref cursor, reading, PostgresKeyword.Using);
    }

    private static void PassThrough(ref TokenCursor cursor, Reading reading, PostgresKeyword last)
    {
        while (!cursor.AtStatementEnd && !cursor.Is(last))
            cursor.Advance();
        reading.Expect(ref cursor, last);
        cursor.Advance();
    }
}
