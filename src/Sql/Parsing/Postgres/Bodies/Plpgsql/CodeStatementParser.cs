using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

/// <summary>Reads the statements of a block by the families that their first words name.</summary>
internal static class CodeStatementParser
{
    /// <summary>Reads statements up to the word that ends the list.</summary>
    public static void List(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (cursor.Kind != TokenKind.End)
        {
            bool isAssignment = VariableAssignmentParser.StartsHere(cursor);
            if (!isAssignment && EndsList(cursor.Word()))
                return;
            if (!cursor.TryEnter())
            {
                Unread.NestedTooDeep(ref cursor, summary);
                return;
            }
            if (isAssignment)
                VariableAssignmentParser.Assignment(ref cursor, summary);
            else
                Statement(ref cursor, summary);
            cursor.Leave();
        }
    }

    private static bool EndsList(PlpgsqlKeyword word) => word is PlpgsqlKeyword.End or PlpgsqlKeyword.Exception
        or PlpgsqlKeyword.Else or PlpgsqlKeyword.Elsif or PlpgsqlKeyword.Elseif or PlpgsqlKeyword.When;

    private static void Statement(ref TokenCursor cursor, SummaryBuilder summary)
    {
        BlockParser.Label(ref cursor, summary);
        PlpgsqlKeyword word = cursor.Word();
        switch (word)
        {
            case PlpgsqlKeyword.Declare or PlpgsqlKeyword.Begin:
                BlockParser.Block(ref cursor, summary);
                cursor.ExpectEnd(summary);
                break;
            case PlpgsqlKeyword.If or PlpgsqlKeyword.Case:
                cursor.Advance();
                BranchParser.Branch(ref cursor, summary, word);
                break;
            case PlpgsqlKeyword.Loop or PlpgsqlKeyword.While or PlpgsqlKeyword.For or PlpgsqlKeyword.Foreach
                or PlpgsqlKeyword.Exit or PlpgsqlKeyword.Continue:
                cursor.Advance();
                LoopParser.Loop(ref cursor, summary, word);
                break;
            case PlpgsqlKeyword.Open or PlpgsqlKeyword.Fetch or PlpgsqlKeyword.Move or PlpgsqlKeyword.Close:
                cursor.Advance();
                CursorVariableParser.Cursor(ref cursor, summary, word);
                break;
            default:
                Simple(ref cursor, summary, word);
                break;
        }
    }

    private static void Simple(ref TokenCursor cursor, SummaryBuilder summary, PlpgsqlKeyword word)
    {
        switch (word)
        {
            case PlpgsqlKeyword.Return:
                cursor.Advance();
                ReturnParser.Return(ref cursor, summary);
                break;
            case PlpgsqlKeyword.Raise or PlpgsqlKeyword.Assert:
                cursor.Advance();
                RaiseParser.Raise(ref cursor, summary, word);
                break;
            case PlpgsqlKeyword.Execute:
                cursor.Advance();
                DynamicParser.Execute(ref cursor, summary, PieceEnd.Semicolon);
                cursor.ExpectEnd(summary);
                break;
            case PlpgsqlKeyword.Perform:
                // It is a SELECT by another name.
                summary.Add(StatementKind.Select);
                cursor.Advance();
                if (Piece.Expression(ref cursor, PieceEnd.Semicolon, summary))
                    cursor.ExpectEnd(summary);
                break;
            case PlpgsqlKeyword.Get:
                DiagnosticsParser.Get(ref cursor, summary);
                break;
            case PlpgsqlKeyword.Call or PlpgsqlKeyword.Do or PlpgsqlKeyword.Commit or PlpgsqlKeyword.Rollback:
                Piece.Statement(ref cursor, summary);
                break;
            case PlpgsqlKeyword.Null:
                cursor.Advance();
                cursor.ExpectEnd(summary);
                break;
            default:
                EmbeddedStatementParser.Statement(ref cursor, summary);
                break;
        }
    }
}
