using System.Globalization;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Reads VALUES: the values of all rows go into the same columns.</summary>
internal static class ValuesReader
{
    public static ValuesArm Values(ref TokenCursor cursor, Reading reading)
    {
        var arm = new ValuesArm();
        cursor.Advance();
        do
            Row(ref cursor, reading, arm);
        while (cursor.Accept(TokenKind.Comma));
        return arm;
    }

    private static void Row(ref TokenCursor cursor, Reading reading, ValuesArm arm)
    {
        reading.Expect(ref cursor, TokenKind.OpenParen);
        int place = 0;
        do
        {
            Expression value = ExpressionReader.Value(ref cursor, reading);
            // A row in this place would be as many values as it has columns.
            if (ExpressionReader.RowOf(value) is not null || value.ExpandedRow is not null)
                reading.Fail(ref cursor);
            if (place < arm.Columns.Count)
                arm.Columns[place].AddAll(value);
            else
            {
                arm.Columns.Add(value);
                arm.Names.Add("column" + (place + 1).ToString(CultureInfo.InvariantCulture));
            }
            place++;
        }
        while (cursor.Accept(TokenKind.Comma));
        if (place != arm.Columns.Count)
            reading.Fail(ref cursor);
        reading.Expect(ref cursor, TokenKind.CloseParen);
    }
}
