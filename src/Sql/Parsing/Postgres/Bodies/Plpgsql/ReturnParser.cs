using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

/// <summary>RETURN, RETURN NEXT, and RETURN QUERY with a query or a dynamic one.</summary>
internal static class ReturnParser
{
    public static void Return(ref TokenCursor cursor, SummaryBuilder summary)
    {
        bool returnsQuery = cursor.At(PlpgsqlKeyword.Query) && cursor.Next.Kind != TokenKind.Semicolon;
        if (returnsQuery)
        {
            cursor.Advance();
            DynamicParser.QueryOrExecute(ref cursor, summary);
            return;
        }
        if (cursor.Next.Kind != TokenKind.Semicolon)
            cursor.Accept(PlpgsqlKeyword.Next);
        if (Piece.Expression(ref cursor, PieceEnd.Semicolon, summary))
            cursor.ExpectEnd(summary);
    }
}
