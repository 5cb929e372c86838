using System.Collections.Frozen;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>
/// Functions that run SQL text, or read a relation or file that only their arguments name: a summary can not say what
/// they touch. They are known by name in any schema, as extensions live anywhere.
/// </summary>
internal static class OpaqueFunctions
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
    [
        "ts_stat", "ts_rewrite", "connectby", "xpath_table", "lo_import", "lo_export", "get_raw_page", "fsm_page_contents",
        "pgstattuple", "pgstatindex", "pgstattuple_approx", "pgrowlocks", "bt_page_items", "bt_page_stats", "bt_metap",
        "pg_read_file", "pg_read_file_old", "pg_read_binary_file", "pg_stat_file", "pg_current_logfile", "graph_table",
        "pg_create_logical_replication_slot", "pg_copy_logical_replication_slot", "pg_restore_relation_stats",
        "pg_get_wal_record_info", "pg_get_wal_records_info", "pg_get_wal_block_info", "pg_execute_server_program",
        "cursor_to_xml", "cursor_to_xmlschema",
    ]);

    private static readonly string[] Prefixes =
    [
        "query_to_xml", "query_to_json", "table_to_xml", "schema_to_xml", "database_to_xml", "dblink", "crosstab", "pg_ls_",
        "pg_file_", "pg_logical_slot_", "heap_page_item",
    ];

    public static void Judge(SqlName function, SummaryBuilder summary)
    {
        if (Names.Contains(function.Name) || HasPrefix(function.Name))
            summary.Partial($"function {function.Name} runs SQL text or reads what its arguments name");
    }

    private static bool HasPrefix(string name)
    {
        foreach (string prefix in Prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        }
        return false;
    }
}
