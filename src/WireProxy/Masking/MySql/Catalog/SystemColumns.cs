using System.Collections.Frozen;

namespace WireProxy.Masking.MySql.Catalog;

/// <summary>
/// Columns of the server's own relations that repeat user data: statistics keep sample values, activity views and logs
/// keep statement texts, and some show values of variables or of indexes (protocols reference 2.E).
/// </summary>
internal static class SystemColumns
{
    private const string Schema = "information_schema", Performance = "performance_schema", Server = "mysql";

    private static readonly FrozenSet<(string Database, string Relation, string Column)> UserData = FrozenSet.ToFrozenSet<(string, string, string)>(
    [
        (Schema, "processlist", "info"), (Schema, "processlist", "info_binary"), (Schema, "user_variables", "variable_value"),
        (Schema, "column_statistics", "histogram"), (Schema, "optimizer_trace", "query"), (Schema, "optimizer_trace", "trace"),
        (Schema, "innodb_trx", "trx_query"), (Schema, "innodb_locks", "lock_data"), (Schema, "innodb_ft_index_table", "word"),
        (Schema, "innodb_ft_index_cache", "word"), (Schema, "query_cache_info", "statement_text"),
        (Performance, "processlist", "info"), (Performance, "threads", "processlist_info"),
        (Performance, "user_variables_by_thread", "variable_value"), (Performance, "data_locks", "lock_data"),
        (Performance, "prepared_statements_instances", "sql_text"), (Performance, "error_log", "data"),
        (Server, "column_stats", "min_value"), (Server, "column_stats", "max_value"), (Server, "column_stats", "histogram"),
        (Server, "general_log", "argument"), (Server, "slow_log", "sql_text"), (Server, "column_statistics", "histogram"),
    ]);

    // In all relations of performance_schema, which has many generations of them.
    private static readonly FrozenSet<string> StatementTexts = FrozenSet.ToFrozenSet(
        ["sql_text", "digest_text", "query_sample_text", "message_text"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the tables of a database are the server's, whatever engine they have.</summary>
    public static bool IsOwnDatabase(string database) =>
        database.Equals(Schema, StringComparison.OrdinalIgnoreCase) || database.Equals(Performance, StringComparison.OrdinalIgnoreCase);

    public static bool CarriesUserData(string database, string relation, string column) =>
        UserData.Contains((database.ToLowerInvariant(), relation.ToLowerInvariant(), column.ToLowerInvariant()))
        || (database.Equals(Performance, StringComparison.OrdinalIgnoreCase)
            && (StatementTexts.Contains(column) || column.Contains("error_message", StringComparison.OrdinalIgnoreCase)));
}
