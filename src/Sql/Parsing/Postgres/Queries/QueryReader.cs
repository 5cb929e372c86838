using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Reads a query with its WITH and set operators, or a modification with RETURNING where WITH can hold one.</summary>
internal static class QueryReader
{
    public static Query Query(ref TokenCursor cursor, Reading reading)
    {
        var query = new Query();
        if (!cursor.TryEnter())
        {
            reading.Fail(ref cursor);
            return query;
        }
        reading.Outermost ??= query;
        if (cursor.Is(PostgresKeyword.With))
            CommonTableReader.Declare(ref cursor, reading, query);
        if (StatementParser.StartsModification(cursor))
        {
            if (reading.Stored is not null)
                StoredModificationReader.Read(cursor, reading, query);
            query.Arms.Add(ModificationReader.Modification(ref cursor, reading));
        }
        else
            Arms(ref cursor, reading, query);
        cursor.Leave();
        return query;
    }

    /// <summary>A query in parentheses.</summary>
    public static Query Parenthesised(ref TokenCursor cursor, Reading reading)
    {
        reading.Expect(ref cursor, TokenKind.OpenParen);
        Query query = Query(ref cursor, reading);
        reading.Expect(ref cursor, TokenKind.CloseParen);
        return query;
    }

    /// <summary>The columns of all arms go into the same places, whatever the operators and their precedence.</summary>
    private static void Arms(ref TokenCursor cursor, Reading reading, Query query)
    {
        do
        {
            query.Arms.Add(Arm(ref cursor, reading, query));
            TokenSkip.ToQueryEnd(ref cursor, reading);
        }
        while (AcceptSetOperator(ref cursor));
    }

    private static bool AcceptSetOperator(ref TokenCursor cursor)
    {
        if (cursor.Keyword is not (PostgresKeyword.Union or PostgresKeyword.Intersect or PostgresKeyword.Except))
            return false;
        cursor.Advance();
        if (!cursor.Accept(PostgresKeyword.All))
            cursor.Accept(PostgresKeyword.Distinct);
        return true;
    }

    private static QueryArm Arm(ref TokenCursor cursor, Reading reading, Query query)
    {
        switch (cursor.Keyword)
        {
            case PostgresKeyword.Select:
                return SelectReader.Select(ref cursor, reading, query);
            case PostgresKeyword.Values:
                return ValuesReader.Values(ref cursor, reading);
            case PostgresKeyword.Table:
                cursor.Advance();
                return new TableArm(TableReader.Relation(ref cursor, reading));
        }
        if (cursor.Kind == TokenKind.OpenParen)
            return new NestedArm(Parenthesised(ref cursor, reading));
        reading.Fail(ref cursor);
        return new SelectArm();
    }
}
