using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Postgres.Catalog;

/// <summary>
/// Columns of the server's own relations that repeat user data: statistics keep sample values, activity views keep
/// statement texts, TOAST and large objects keep the values themselves (protocols reference 1.E).
/// </summary>
internal static class SystemColumns
{
    /// <summary>Every name that <see cref="CarriesUserData"/> can say yes to.</summary>
    public static IReadOnlyCollection<string> Names { get; } =
    [
        "stavalues1", "stavalues2", "stavalues3", "stavalues4", "stavalues5",
        "stxdmcv", "stxdexpr", "most_common_vals", "histogram_bounds", "most_common_elems", "range_bounds_histogram",
        "most_common_val_nulls",  "query", "statement", "data", "chunk_data",
    ];

    public static bool CarriesUserData(SqlName relation, string column) => Names.Contains(column) && relation.Schema switch
    {
        "pg_catalog" => column switch
        {
            "query" => relation.Name == "pg_stat_activity",
            "statement" => relation.Name is "pg_prepared_statements" or "pg_cursors",
            "data" => relation.Name == "pg_largeobject",
            "chunk_data" => false,
            // The server records no dependency of its own views, so that they have to be named.
            _ => relation.Name is "pg_statistic" or "pg_statistic_ext_data" or "pg_stats" or "pg_stats_ext" or "pg_stats_ext_exprs",
        },
        "pg_toast" => column == "chunk_data",
        _ => relation.Name == "pg_stat_statements" && column == "query",
    };
}
