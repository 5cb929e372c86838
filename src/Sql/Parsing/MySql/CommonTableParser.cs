using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>
/// Reads WITH clauses and declares their names. A name hides a stored relation from where it is declared on, in the
/// same spelling only: whether another case is the same name is the server's setting.
/// </summary>
internal static class CommonTableParser
{
    public static void Declare(ref TokenCursor cursor, SummaryBuilder summary, Query query)
    {
        cursor.Advance();
        query.With = cursor.Accept(MySqlKeyword.Recursive) ? WithScope.Recursive : WithScope.Plain;
        query.CommonTables = [];
        do
        {
            if (!One(ref cursor, summary, query))
                return;
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
    }

    private static bool One(ref TokenCursor cursor, SummaryBuilder summary, Query query)
    {
        string? name = NameReader.Identifier(ref cursor, summary);
        List<string>? columns = cursor.Kind == MySqlTokenKind.OpenParen ? NameReader.ColumnList(ref cursor, summary) : null;
        if (name is null || !cursor.Accept(MySqlKeyword.As) || !cursor.Accept(MySqlTokenKind.OpenParen))
        {
            summary.Partial("a WITH clause could not be read");
            return false;
        }
        if (query.With == WithScope.Recursive)
            summary.CommonTables.Declare(name);
        Query common = QueryParser.Query(ref cursor, summary);
        Parentheses.Close(ref cursor, summary);
        if (query.With == WithScope.Plain)
            summary.CommonTables.Declare(name);
        query.CommonTables!.Add(new CommonTable(name, columns, common));
        // CYCLE a, b RESTRICT: columns only
        if (cursor.Accept(MySqlKeyword.Cycle))
            Cycle(ref cursor, summary);
        return true;
    }

    private static void Cycle(ref TokenCursor cursor, SummaryBuilder summary)
    {
        do
            NameReader.Identifier(ref cursor, summary);
        while (cursor.Accept(MySqlTokenKind.Comma));
        cursor.Accept(MySqlKeyword.Restrict);
    }
}
