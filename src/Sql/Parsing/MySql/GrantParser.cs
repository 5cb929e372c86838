using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>GRANT and REVOKE of privileges and roles.</summary>
internal static class GrantParser
{
    public static StatementKind Grant(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Grant);
        cursor.Advance();
        CreateParser.IfExists(ref cursor);
        // Privileges may be called SELECT or CREATE ROUTINE, with columns in parentheses.
        while (!cursor.AtStatementEnd && cursor.Keyword is not (MySqlKeyword.On or MySqlKeyword.To or MySqlKeyword.From))
        {
            if (cursor.Kind == MySqlTokenKind.OpenParen)
                NameReader.ColumnList(ref cursor, summary);
            else
                cursor.Advance();
        }
        if (cursor.Accept(MySqlKeyword.On))
            Object(ref cursor, summary);
        DefinitionParser.SkipRest(ref cursor, summary);
        return StatementKind.Grant;
    }

    private static void Object(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Is(MySqlKeyword.Function) || cursor.Is(MySqlKeyword.Procedure) || cursor.Is(MySqlKeyword.Package))
        {
            cursor.Advance();
            cursor.Accept(MySqlKeyword.Body);
            NameReader.Qualified(ref cursor, summary);
            return;
        }
        cursor.Accept(MySqlKeyword.Table);
        TokenCursor ahead = cursor;
        bool isEvery = ahead.Kind == MySqlTokenKind.Star;
        if (ahead.Current.IsName && ahead.Next.Kind == MySqlTokenKind.Dot)
        {
            ahead.Advance(2);
            isEvery = ahead.Kind == MySqlTokenKind.Star;
        }
        if (isEvery)
            summary.Partial("it names every relation of a database");
        else if (cursor.Current.IsName)
            NameReader.Target(ref cursor, summary, AccessMode.Write);
    }
}
