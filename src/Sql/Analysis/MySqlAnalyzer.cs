using System.Collections.Immutable;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.MySql;

namespace WireProxy.Sql.Analysis;

/// <summary>
/// Summarises MySQL and MariaDB statement texts. A summary may claim more than a statement does; it claims less only
/// where its coverage is partial, and syntax that is not known is partial. Names are given as they are written: whether
/// case matters is the server's setting, so whoever compares them has to decide.
/// </summary>
public static class MySqlAnalyzer
{
    /// <summary>
    /// Never throws: what can not be read is a statement of kind Other with partial coverage. Where the context does not
    /// name the server, executable comments are read in every way in which servers read them, and the summaries are joined.
    /// </summary>
    /// <param name="text">The statement text; NULs at its end are ignored as the server ignores them.</param>
    /// <param name="context">The session settings under which the server will read it.</param>
    /// <param name="shapes">The columns of relations, where they are known.</param>
    public static StatementBatch Analyze(ReadOnlySpan<byte> text, LexicalContext context, IRelationShapes? shapes = null)
    {
        text = text.TrimEnd((byte)0);
        if (context.Server.Family != ServerFamily.Unknown || !CommentReaders.HasComments(text))
            return MySqlBatchParser.Batch(text, context, context.Server, shapes);
        if (CommentReaders.Of(text) is not { } readers)
            return TooManyReadings(text, context);
        StatementBatch batch = MySqlBatchParser.Batch(text, context, readers[0], shapes);
        for (int i = 1; i < readers.Count; i++)
            batch = SummaryUnion.Of(batch, MySqlBatchParser.Batch(text, context, readers[i], shapes));
        return batch;
    }

    /// <summary>The reading of the newest server, and the word that it is one of many.</summary>
    private static StatementBatch TooManyReadings(ReadOnlySpan<byte> text, LexicalContext context)
    {
        var newest = new ServerVersion(ServerFamily.MySql, int.MaxValue);
        var gap = Coverage.Partial("its executable comments name too many versions");
        ImmutableArray<StatementSummary> statements = MySqlBatchParser.Batch(text, context, newest, null).Statements;
        if (statements.IsEmpty)
            statements = [new SummaryBuilder().Build(StatementKind.Other, 0..text.Length)];
        return new StatementBatch([.. statements.Select(statement => statement with { Coverage = gap })]);
    }
}
