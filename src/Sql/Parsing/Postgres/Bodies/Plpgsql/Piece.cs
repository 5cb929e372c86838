using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

/// <summary>
/// A piece of SQL inside a statement of PL/pgSQL. As PL/pgSQL does, it is cut at the first ending word outside of
/// parentheses, whatever the SQL in it says, and then read by itself.
/// </summary>
internal static class Piece
{
    /// <summary>Goes to the end of the piece at the cursor; if there is none, gives up the rest of the code.</summary>
    public static bool TryTake(ref TokenCursor cursor, PieceEnd ends, SummaryBuilder summary, out Range piece)
    {
        int start = cursor.Current.Start;
        TokenCursor begin = cursor;
        int depth = 0;
        while (cursor.Kind != TokenKind.End && depth >= 0)
        {
            if (depth == 0 && (EndAt(cursor) & ends) != 0)
            {
                piece = start..cursor.Current.Start;
                return true;
            }
            if (cursor.Kind == TokenKind.Semicolon)
                break;
            depth += cursor.Kind switch
            {
                TokenKind.OpenParen or TokenKind.OpenBracket => 1,
                TokenKind.CloseParen or TokenKind.CloseBracket => -1,
                _ => 0,
            };
            cursor.Advance();
        }
        piece = default;
        begin.PassedInvalidToken |= cursor.PassedInvalidToken;
        cursor = begin;
        Unread.Rest(ref cursor, summary);
        return false;
    }

    /// <summary>Takes a piece and reads it as an expression.</summary>
    public static bool Expression(ref TokenCursor cursor, PieceEnd ends, SummaryBuilder summary)
    {
        if (!TryTake(ref cursor, ends, summary, out Range piece))
            return false;
        Expression(cursor, piece, summary);
        return true;
    }

    /// <summary>What SELECT can stand before: clauses of a query may follow the expression.</summary>
    public static void Expression(in TokenCursor cursor, Range piece, SummaryBuilder summary)
    {
        TokenCursor inside = Inside(cursor, piece);
        if (inside.Accept(PostgresKeyword.Distinct) && inside.Accept(PostgresKeyword.On) && inside.Kind == TokenKind.OpenParen)
            ExpressionParser.Group(ref inside, summary);
        ExpressionParser.Run(ref inside, summary, ExpressionPlace.List);
        if (inside.Kind == TokenKind.End)
            return;
        summary.Add(StatementKind.Select);
        QueryParser.Body(ref inside, summary);
        Finish(ref inside, summary);
    }

    /// <summary>Takes the rest of the statement and reads it as a statement of SQL.</summary>
    public static void Statement(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!TryTake(ref cursor, PieceEnd.Semicolon, summary, out Range piece))
            return;
        TokenCursor inside = Inside(cursor, piece);
        Whole(ref inside, summary);
        cursor.ExpectEnd(summary);
    }

    /// <summary>Reads all of a cut piece as one statement of SQL.</summary>
    public static void Whole(ref TokenCursor inside, SummaryBuilder summary)
    {
        StatementParser.Statement(ref inside, summary);
        Finish(ref inside, summary);
    }

    public static TokenCursor Inside(in TokenCursor cursor, Range piece) => new(cursor.Text[piece], cursor, cursor.Backslash);

    public static void Finish(ref TokenCursor inside, SummaryBuilder summary)
    {
        if (inside.Kind != TokenKind.End)
            Unread.Rest(ref inside, summary);
    }

    private static PieceEnd EndAt(in TokenCursor cursor) => cursor.Kind switch
    {
        TokenKind.Semicolon => PieceEnd.Semicolon,
        TokenKind.Comma => PieceEnd.Comma,
        TokenKind.DotDot => PieceEnd.DotDot,
        TokenKind.Word => cursor.Word() switch
        {
            PlpgsqlKeyword.Then => PieceEnd.Then,
            PlpgsqlKeyword.Loop => PieceEnd.Loop,
            PlpgsqlKeyword.When => PieceEnd.When,
            PlpgsqlKeyword.By => PieceEnd.By,
            PlpgsqlKeyword.Using => PieceEnd.Using,
            PlpgsqlKeyword.Into => PieceEnd.Into,
            _ => PieceEnd.None,
        },
        _ => PieceEnd.None,
    };
}
