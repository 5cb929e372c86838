using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary><c>SELECT .. INTO</c> a file or variables.</summary>
internal static class IntoParser
{
    public static void Into(ref TokenCursor cursor, SummaryBuilder summary, Query query)
    {
        cursor.Advance();
        query.Use = ResultUse.Stored;
        if (cursor.Accept(MySqlKeyword.Outfile) || cursor.Accept(MySqlKeyword.Dumpfile))
        {
            summary.Add(StatementKind.CopyFile);
            if (!cursor.Accept(MySqlTokenKind.String) && !cursor.Accept(MySqlTokenKind.Parameter))
                summary.Partial("a file name was expected");
            FileFormatParser.Format(ref cursor, summary);
            return;
        }
        do
            Variable(ref cursor, summary);
        while (cursor.Accept(MySqlTokenKind.Comma));
    }

    /// <summary><c>@name</c>, a local variable, or a field of one.</summary>
    private static void Variable(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Accept(MySqlTokenKind.UserVariable) && !cursor.Accept(MySqlTokenKind.Parameter))
            NameReader.Qualified(ref cursor, summary);
    }
}
