using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>A query as a statement, or WITH before an UPDATE or DELETE.</summary>
internal static class QueryStatementParser
{
    public static StatementKind Query(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Is(MySqlKeyword.With))
            return Returned(ref cursor, summary, QueryParser.Query(ref cursor, summary));
        int mark = summary.CommonTables.Mark;
        var query = new Query();
        CommonTableParser.Declare(ref cursor, summary, query);
        StatementKind kind;
        if (cursor.Is(MySqlKeyword.Update))
            kind = UpdateParser.Update(ref cursor, summary);
        else if (cursor.Is(MySqlKeyword.Delete))
            kind = DeleteParser.Delete(ref cursor, summary);
        else
        {
            QueryParser.Body(ref cursor, summary, query);
            kind = Returned(ref cursor, summary, query);
        }
        if (kind != StatementKind.Select && summary.Returned is not null)
            HideReturned(summary, query);
        summary.CommonTables.Release(mark);
        return kind;
    }

    /// <summary>Sub-queries of RETURNING may read the queries of WITH.</summary>
    private static void HideReturned(SummaryBuilder summary, Query query)
    {
        if (summary.Returned == query)
            return;
        summary.Returned = null;
        summary.Result = ResultColumns.Unknown;
    }

    private static StatementKind Returned(ref TokenCursor cursor, SummaryBuilder summary, Query query)
    {
        switch (query.Use)
        {
            case ResultUse.Returned:
                summary.Returned = query;
                summary.Result = ResultColumns.Listed;
                break;
            case ResultUse.Analysed:
                summary.Result = ResultColumns.Unknown;
                break;
        }
        return summary.Has(StatementKind.CopyFile) && query.Use == ResultUse.Stored ? StatementKind.CopyFile : StatementKind.Select;
    }
}
