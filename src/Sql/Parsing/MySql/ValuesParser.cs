using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

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

    /// <summary>MySQL numbers the columns, MariaDB names them after the first row.</summary>
    private static string? Name(in TokenCursor cursor, MySqlToken first, Expression value, int place) => cursor.Context.Server.Family switch
    {
        ServerFamily.MySql => $"column_{place}",
        ServerFamily.MariaDb => SelectListParser.GeneratedName(cursor, first, value),
        _ => null,
    };

    private static void Row(ref TokenCursor cursor, SummaryBuilder summary, ValuesArm arm)
    {
        if (cursor.Kind == MySqlTokenKind.CloseParen)
            return;
        int place = 0;
        do
        {
            MySqlToken first = cursor.Current;
            Expression value = ExpressionParser.Value(ref cursor, summary);
            if (place == arm.Columns.Count)
            {
                arm.Columns.Add(value);
                arm.Names.Add(Name(cursor, first, value, place));
            }
            else
                arm.Columns[place].AddAll(value);
            place++;
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
    }
}
