namespace WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

/// <summary>IF and CASE.</summary>
internal static class BranchParser
{
    public static void Branch(ref TokenCursor cursor, SummaryBuilder summary, PlpgsqlKeyword word)
    {
        if (word == PlpgsqlKeyword.If)
            If(ref cursor, summary);
        else
            Case(ref cursor, summary);
        if (cursor.Accept(PlpgsqlKeyword.Else))
            CodeStatementParser.List(ref cursor, summary);
        if (cursor.Expect(PlpgsqlKeyword.End, summary) && cursor.Expect(word, summary))
            cursor.ExpectEnd(summary);
    }

    private static void If(ref TokenCursor cursor, SummaryBuilder summary)
    {
        do
            Arm(ref cursor, summary);
        while (cursor.Accept(PlpgsqlKeyword.Elsif) || cursor.Accept(PlpgsqlKeyword.Elseif));
    }

    private static void Case(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.At(PlpgsqlKeyword.When))
            Piece.Expression(ref cursor, PieceEnd.When, summary);
        while (cursor.Accept(PlpgsqlKeyword.When))
            Arm(ref cursor, summary);
    }

    /// <summary><c>condition THEN statements</c></summary>
    private static void Arm(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!Piece.Expression(ref cursor, PieceEnd.Then, summary))
            return;
        cursor.Advance();
        CodeStatementParser.List(ref cursor, summary);
    }
}
