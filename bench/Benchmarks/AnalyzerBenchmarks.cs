using BenchmarkDotNet.Attributes;
using WireProxy.Masking.Postgres;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Benchmarks;

/// <summary>Analyses statements that were not seen before: the target is 20 us for 200 bytes.</summary>
public class AnalyzerBenchmarks
{
    private byte[] _text = [];

    [Params("point", "join", "cte")]
    public string Statement { get; set; } = "point";

    [GlobalSetup]
    public void Setup() => _text = Statement switch
    {
        "point" => "SELECT abalance FROM pgbench_accounts WHERE aid = $1"u8.ToArray(),
        "join" => """
            SELECT c.id, c.name, c.email, sum(o.amount) AS total FROM shop.customers c JOIN shop.orders o ON o.customer = c.id
            WHERE o.at >= now() - interval '30 days' GROUP BY c.id, c.name, c.email ORDER BY 4
            """u8.ToArray(),
        _ => """
            WITH gone AS (DELETE FROM shop.orders WHERE at < $1 RETURNING *), kept AS (INSERT INTO archive.orders SELECT * FROM
            gone RETURNING id) UPDATE shop.stats SET archived = archived + (SELECT count(*) FROM kept) WHERE day = current_date
            """u8.ToArray(),
    };

    [Benchmark]
    public StatementBatch Analyze() => PostgresAnalyzer.Analyze(_text, LexicalContext.PostgresDefault);

    /// <summary>As in a session with masks: each output column is followed to the columns that it is made of.</summary>
    [Benchmark]
    public StatementBatch AnalyzeAndFollow() =>
        PostgresAnalyzer.WithOutputs(Analyze(), _text, LexicalContext.PostgresDefault, new OneShape(), KnownFunctions.IsPure);

    private sealed class OneShape : IRelationShapes
    {
        private static readonly RelationShape Shape = new(["id", "name", "email", "customer", "total", "at"]);

        public RelationShape? Find(SqlName name) => Shape;
    }
}
