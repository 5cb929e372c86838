using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>DELETE.</summary>
internal static class DeleteParser
{
    public static StatementKind Delete(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Delete);
        cursor.Advance();
        if (!cursor.Accept(PostgresKeyword.From))
            summary.Partial("FROM was expected");
        SqlName? target = NameReader.Target(ref cursor, summary, AccessMode.Write);
        Clauses.TargetAlias(ref cursor);
        bool reads = cursor.Accept(PostgresKeyword.Using);
        if (reads)
            FromParser.List(ref cursor, summary);
        bool hasWhere = Clauses.Where(ref cursor, summary);
        reads |= Clauses.Returning(ref cursor, summary);
        if (target is { } name && (reads || hasWhere))
            summary.ReadStored(name);
        return StatementKind.Delete;
    }
}
