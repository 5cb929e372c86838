using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>UPDATE.</summary>
internal static class UpdateParser
{
    public static StatementKind Update(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Update);
        cursor.Advance();
        SqlName? target = NameReader.Target(ref cursor, summary, AccessMode.Write);
        Clauses.TargetAlias(ref cursor);
        if (!cursor.Accept(PostgresKeyword.Set))
            summary.Partial("SET was expected");
        bool reads = AssignmentParser.List(ref cursor, summary);
        if (cursor.Accept(PostgresKeyword.From))
        {
            reads = true;
            FromParser.List(ref cursor, summary);
            summary.StoresWhatItReads();
        }
        bool hasWhere = Clauses.Where(ref cursor, summary);
        reads |= Clauses.Returning(ref cursor, summary);
        if (target is { } name)
            Finish(summary, name, reads || hasWhere);
        return StatementKind.Update;
    }

    private static void Finish(SummaryBuilder summary, SqlName target, bool reads)
    {
        if (reads)
            summary.ReadStored(target);
        // A rule of this view turns an UPDATE into set_config.
        if (target.Name == "pg_settings")
            summary.Partial("it may change any setting");
    }
}
