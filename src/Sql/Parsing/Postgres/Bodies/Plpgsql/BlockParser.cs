using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

/// <summary>Code in <c>LANGUAGE plpgsql</c>: options, and a block with declarations, statements and handlers.</summary>
internal static class BlockParser
{
    /// <summary><c>[#option ..] [label] block [;]</c></summary>
    public static void Code(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (cursor.Kind == TokenKind.Operator && cursor.Current.Length == 1 && cursor.Text[cursor.Current.Start] == '#')
        {
            // #variable_conflict use_column, #print_strict_params on, #option dump
            cursor.Advance();
            if (!cursor.Current.IsWord || !cursor.Next.IsWord)
                break;
            cursor.Advance(2);
        }
        Label(ref cursor, summary);
        Block(ref cursor, summary);
        cursor.Accept(TokenKind.Semicolon);
        if (cursor.Kind != TokenKind.End)
            Unread.Rest(ref cursor, summary);
    }

    /// <summary><c>[DECLARE ..] BEGIN .. [EXCEPTION ..] END [label]</c></summary>
    public static void Block(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(PlpgsqlKeyword.Declare))
            DeclarationParser.List(ref cursor, summary);
        if (!cursor.Expect(PlpgsqlKeyword.Begin, summary))
            return;
        CodeStatementParser.List(ref cursor, summary);
        if (cursor.Accept(PlpgsqlKeyword.Exception))
            Handlers(ref cursor, summary);
        if (cursor.Expect(PlpgsqlKeyword.End, summary) && cursor.Current.IsWord)
            cursor.Advance();
    }

    /// <summary><c>&lt;&lt;name&gt;&gt;</c></summary>
    public static void Label(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!IsOperator(cursor, "<<"u8))
            return;
        cursor.Advance(2);
        if (IsOperator(cursor, ">>"u8) && cursor.Previous.IsWord)
            cursor.Advance();
        else
            Unread.Rest(ref cursor, summary);
    }

    /// <summary><c>WHEN condition OR SQLSTATE '22012' THEN ..</c></summary>
    private static void Handlers(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (cursor.Accept(PlpgsqlKeyword.When))
        {
            if (!Piece.TryTake(ref cursor, PieceEnd.Then, summary, out _))
                return;
            cursor.Advance();
            CodeStatementParser.List(ref cursor, summary);
        }
    }

    private static bool IsOperator(in TokenCursor cursor, ReadOnlySpan<byte> spelling) =>
        cursor.Kind == TokenKind.Operator && cursor.Text.Slice(cursor.Current.Start, cursor.Current.Length).SequenceEqual(spelling);
}
