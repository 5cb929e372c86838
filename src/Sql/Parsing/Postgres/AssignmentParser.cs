using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>The list after SET in UPDATE, ON CONFLICT and MERGE, judged for values that move from one column to another.</summary>
internal static class AssignmentParser
{
    /// <summary>Reads the assignments; says whether any of them reads a column.</summary>
    public static bool List(
        ref TokenCursor cursor, SummaryBuilder summary, ExpressionPlace place = ExpressionPlace.Element)
    {
        bool readsColumns = false;
        do
            readsColumns |= One(ref cursor, summary, place);
        while (cursor.Accept(TokenKind.Comma));
        return readsColumns;
    }

    private static bool One(ref TokenCursor cursor, SummaryBuilder summary, ExpressionPlace place)
    {
        ColumnWatch? outer = summary.Watch;
        summary.Watch = null;
        var watch = new ColumnWatch(Target(ref cursor, summary));
        if (!cursor.Accept(TokenKind.Equals))
            summary.Partial("an assignment could not be read");
        summary.Watch = watch;
        ExpressionParser.Run(ref cursor, summary, place);
        if (watch.MovesValues)
            summary.StoresWhatItReads();
        summary.Watch = outer;
        return watch.ReadsColumns;
    }

    /// <summary><c>column</c>, <c>column.field[1]</c> or <c>(column, column)</c>; the name of a single whole column, else null.</summary>
    private static string? Target(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Kind == TokenKind.OpenParen)
        {
            ExpressionParser.Group(ref cursor, summary);
            return null;
        }
        if (!cursor.Current.IsColumnName)
            return null;
        string? column = NameReader.Spelling(cursor, cursor.Current, summary);
        cursor.Advance();
        if (cursor.Kind == TokenKind.Equals)
            return column;
        while (!cursor.AtStatementEnd && cursor.Kind is not (TokenKind.Equals or TokenKind.CloseParen))
        {
            if (cursor.Kind == TokenKind.OpenBracket)
                ExpressionParser.Subscript(ref cursor, summary);
            else
                cursor.Advance();
        }
        return null;
    }
}
