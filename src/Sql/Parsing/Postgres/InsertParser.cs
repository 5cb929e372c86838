using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>INSERT, with ON CONFLICT and RETURNING.</summary>
internal static class InsertParser
{
    public static StatementKind Insert(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Insert);
        cursor.Advance();
        if (!cursor.Accept(PostgresKeyword.Into))
            summary.Partial("INTO was expected");
        SqlName? target = NameReader.Target(ref cursor, summary, AccessMode.Write);
        if (cursor.Accept(PostgresKeyword.As))
            cursor.Advance();
        if (cursor.Kind == TokenKind.OpenParen && !OpensQuery(cursor))
            ExpressionParser.Group(ref cursor, summary);
        if (cursor.Accept(PostgresKeyword.Overriding))
            cursor.Advance(2);
        if (!cursor.Accept(PostgresKeyword.Default, PostgresKeyword.Values))
            Source(ref cursor, summary);
        if (cursor.Is(PostgresKeyword.On, PostgresKeyword.Conflict))
            Conflict(ref cursor, summary, target);
        Clauses.Returning(ref cursor, summary);
        return StatementKind.Insert;
    }

    /// <summary>A column list can not start with a parenthesis or a reserved word.</summary>
    private static bool OpensQuery(in TokenCursor cursor)
    {
        TokenCursor inside = cursor;
        inside.Advance();
        return inside.Kind == TokenKind.OpenParen || QueryParser.StartsHere(inside);
    }

    /// <summary>Plain VALUES move nothing; any query does.</summary>
    private static void Source(ref TokenCursor cursor, SummaryBuilder summary)
    {
        ColumnWatch? outer = summary.Watch;
        summary.Watch = new ColumnWatch(null);
        if (cursor.Is(PostgresKeyword.Values))
            QueryParser.Body(ref cursor, summary);
        else
            QueryParser.Query(ref cursor, summary);
        if (summary.Watch.MovesValues)
            summary.StoresWhatItReads();
        summary.Watch = outer;
    }

    private static void Conflict(ref TokenCursor cursor, SummaryBuilder summary, SqlName? target)
    {
        cursor.Advance(2);
        // The index expressions and predicate, or ON CONSTRAINT name
        while (!cursor.AtStatementEnd && !cursor.Is(PostgresKeyword.Do) && cursor.Kind != TokenKind.CloseParen)
        {
            if (cursor.Kind == TokenKind.OpenParen)
                ExpressionParser.Group(ref cursor, summary);
            else if (cursor.Accept(PostgresKeyword.Where))
                ExpressionParser.Run(ref cursor, summary, ExpressionPlace.List);
            else
                cursor.Advance();
        }
        cursor.Accept(PostgresKeyword.Do);
        if (cursor.Accept(PostgresKeyword.Nothing))
            return;
        if (!cursor.Accept(PostgresKeyword.Update, PostgresKeyword.Set))
        {
            summary.Partial("ON CONFLICT could not be read");
            return;
        }
        summary.Add(StatementKind.Update);
        if (target is { } name)
            summary.ReadStored(name);
        AssignmentParser.List(ref cursor, summary);
        if (cursor.Accept(PostgresKeyword.Where))
            ExpressionParser.Run(ref cursor, summary, ExpressionPlace.List);
    }
}
