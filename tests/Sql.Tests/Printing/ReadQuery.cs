using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;
using PostgresQueries = WireProxy.Sql.Parsing.Postgres.Queries;

namespace WireProxy.Sql.Tests.Printing;

/// <summary>A printed query as the product reads it: the tree, the summary and the lineage.</summary>
internal static class ReadQuery
{
    private static readonly LexicalContext MySql = LexicalContext.MySqlDefault with { Server = new ServerVersion(ServerFamily.MySql, 90700) };

    /// <summary>Null where the reader gave up.</summary>
    public static Query? Tree(string sql, PrintedDialect dialect)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        if (dialect == PrintedDialect.MySql)
        {
            var cursor = new Parsing.MySql.TokenCursor(text, MySql, MySql.Server);
            var builder = new Parsing.MySql.SummaryBuilder();
            Query query = Parsing.MySql.QueryParser.Query(ref cursor, builder);
            return builder.IsPartial || !cursor.AtStatementEnd ? null : query;
        }
        var reading = new PostgresQueries.Reading(static _ => true, null);
        var tokens = new Parsing.Postgres.TokenCursor(text, LexicalContext.PostgresDefault);
        Query read = PostgresQueries.QueryReader.Query(ref tokens, reading);
        return reading.HasFailed || !tokens.AtStatementEnd ? null : read;
    }

    /// <summary>Kinds, relations and coverage, then the columns with their sources: <c>Select r:orders | id:orders.id</c></summary>
    public static string Shown(string sql, PrintedDialect dialect)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        StatementSummary summary = Assert.Single(Batch(text, dialect).Statements);
        IEnumerable<string> relations = summary.Relations.Select(relation => relation.Name.ToString()).Distinct().Order(StringComparer.Ordinal);
        return Shown(relations, summary.Result == ResultColumns.Listed ? [.. summary.Outputs.Select(Column)] : null)
            + (summary.Coverage.IsComplete && summary.Kinds == StatementKinds.Of(StatementKind.Select) ? "" : $" {summary.Kinds} partial");
    }

    public static string Shown(IEnumerable<string> relations, IEnumerable<GeneratedColumn>? columns) =>
        $"Select r:{string.Join(',', relations)} | {(columns is null ? "unknown" : string.Join(", ", columns))}";

    private static GeneratedColumn Column(OutputColumn output) => new(output.Name ?? "?",
        output.Lineage.IsKnown ? output.Lineage.Sources.Select(source => $"{source.Relation}.{source.Column}").ToHashSet() : new HashSet<string> { "?" });

    private static StatementBatch Batch(byte[] text, PrintedDialect dialect)
    {
        var shapes = new Shapes();
        if (dialect == PrintedDialect.MySql)
            return MySqlAnalyzer.Analyze(text, MySql, shapes);
        StatementBatch batch = PostgresAnalyzer.Analyze(text, LexicalContext.PostgresDefault);
        return PostgresAnalyzer.WithOutputs(batch, text, LexicalContext.PostgresDefault, shapes, static _ => true);
    }

    private sealed class Shapes : IRelationShapes
    {
        public RelationShape? Find(SqlName name) => name.Schema is null ? QueryGenerator.Shape(name.Name) : null;
    }
}
