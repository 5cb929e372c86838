using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.MySql.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary><c>VALUES (1, 2), (3, 4)</c> and <c>VALUES ROW(1, 2), ROW(3, 4)</c> as queries.</summary>
internal static class ValuesParser
{
    public static ValuesArm Rows(ref TokenCursor cursor, SummaryBuilder summary)
    {
        var arm = new ValuesArm();
        cursor.Advance();
        do
        {
            cursor.Accept(MySqlKeyword.Row);
            if (!cursor.Accept(MySqlTokenKind.OpenParen))
            {
                summary.Partial("a row was expected");
                return arm;
            }
            Row(ref cursor, summary, arm);
            Parentheses.Close(ref cursor, summary);
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
        return arm;
    }

    private static void Row(ref TokenCursor cursor, SummaryBuilder summary, ValuesArm arm)
    {
        if (cursor.Kind == MySqlTokenKind.CloseParen)
            return;
        int place = 0;
        do
        {
            Expression value = ExpressionParser.Value(ref cursor, summary);
            if (place == arm.Columns.Count)
                arm.Columns.Add(value);
            else
                arm.Columns[place].AddAll(value);
            place++;
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
    }
}
