using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

/// <summary>
/// A statement of SQL in a block. An INTO with variables may stand anywhere in it; PL/pgSQL takes it out before the server
/// reads the rest, and so does this parser.
/// </summary>
internal static class EmbeddedStatementParser
{
    public static void Statement(ref TokenCursor cursor, SummaryBuilder summary)
    {
        TokenCursor begin = cursor;
        int start = cursor.Current.Start;
        if (!cursor.Current.IsWord && cursor.Kind != TokenKind.OpenParen || !TryPass(ref cursor, out Range into))
        {
            begin.PassedInvalidToken |= cursor.PassedInvalidToken;
            cursor = begin;
            Unread.Rest(ref cursor, summary);
            return;
        }
        ReadOnlySpan<byte> statement = cursor.Text[start..cursor.Current.Start];
        if (!into.Equals(default))
        {
            byte[] remaining = statement.ToArray();
            remaining.AsSpan((into.Start.Value - start)..(into.End.Value - start)).Fill((byte)' ');
            statement = remaining;
        }
        var inside = new TokenCursor(statement, cursor, cursor.Backslash);
        Piece.Whole(ref inside, summary);
        cursor.ExpectEnd(summary);
    }

    /// <summary>Goes to the semicolon; false for a second INTO, and where versions of PL/pgSQL differ about the end.</summary>
    private static bool TryPass(ref TokenCursor cursor, out Range into)
    {
        into = default;
        bool imports = cursor.At(PlpgsqlKeyword.Import);
        int depth = 0;
        while (cursor.Kind != TokenKind.End)
        {
            switch (cursor.Kind)
            {
                case TokenKind.Semicolon:
                    return depth == 0;
                case TokenKind.OpenParen:
                    depth++;
                    break;
                case TokenKind.CloseParen:
                    depth--;
                    break;
                case TokenKind.Word when !imports && IsInto(cursor):
                    if (!into.Equals(default) || cursor.Previous.Kind == TokenKind.Dot || !TryPassInto(ref cursor, out into))
                        return false;
                    continue;
                case TokenKind.Word when cursor.Is(PostgresKeyword.Begin, PostgresKeyword.Atomic):
                    return false;
            }
            cursor.Advance();
        }
        return false;
    }

    /// <summary>The INTO of INSERT and MERGE is their own.</summary>
    private static bool IsInto(in TokenCursor cursor) => cursor.At(PlpgsqlKeyword.Into)
        && PlpgsqlWords.Of(cursor, cursor.Previous) is not (PlpgsqlKeyword.Insert or PlpgsqlKeyword.Merge);

    private static bool TryPassInto(ref TokenCursor cursor, out Range into)
    {
        int start = cursor.Current.Start;
        cursor.Advance();
        bool isRead = VariableName.TryPassList(ref cursor);
        into = start..cursor.Current.Start;
        return isRead;
    }
}
