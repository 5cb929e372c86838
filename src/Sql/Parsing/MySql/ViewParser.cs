using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;
using WireProxy.Sql.Parsing.Lineages;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary><c>VIEW name (columns) AS query WITH CHECK OPTION</c>, for CREATE and ALTER.</summary>
internal static class ViewParser
{
    /// <summary>The cursor stands behind VIEW.</summary>
    public static void View(ref TokenCursor cursor, SummaryBuilder summary)
    {
        CreateParser.IfNotExists(ref cursor);
        CreateParser.IfExists(ref cursor);
        NameReader.Target(ref cursor, summary, AccessMode.Write);
        if (cursor.Kind == MySqlTokenKind.OpenParen)
            NameReader.ColumnList(ref cursor, summary);
        if (!cursor.Accept(MySqlKeyword.As))
            summary.Partial("AS was expected");
        Query query = QueryParser.Query(ref cursor, summary);
        summary.StoresWhatItReads(new StoredQuery(null, null, query));
        // WITH [CASCADED | LOCAL] CHECK OPTION
        if (!cursor.Accept(MySqlKeyword.With))
            return;
        if (cursor.Keyword is MySqlKeyword.Cascaded or MySqlKeyword.Local)
            cursor.Advance();
        if (!cursor.Accept(MySqlKeyword.Check, MySqlKeyword.Option))
            summary.Partial("CHECK OPTION was expected");
    }
}
