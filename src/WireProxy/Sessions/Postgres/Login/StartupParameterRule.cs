using System.Collections.Frozen;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Sessions.Postgres.Login;

/// <summary>
/// Which start-up parameters reach the server. Each one sets a session default, and some change who the session is or
/// what code it loads (protocols reference 1.A), so only known harmless ones pass.
/// </summary>
internal static class StartupParameterRule
{
    private static readonly FrozenSet<string> Harmless = FrozenSet.ToFrozenSet(
    [
        "user", "database", "options", "replication",
        "application_name", "fallback_application_name", "client_encoding", "DateStyle", "TimeZone", "IntervalStyle",
        "extra_float_digits", "bytea_output", "search_path", "geqo", "jit", "lc_messages", "lc_monetary", "lc_numeric",
        "lc_time", "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "idle_session_timeout",
        "transaction_timeout", "default_transaction_isolation", "default_transaction_read_only",
        "default_transaction_deferrable", "client_min_messages", "standard_conforming_strings", "synchronous_commit",
        "work_mem", "maintenance_work_mem", "temp_buffers", "tcp_keepalives_idle", "tcp_keepalives_interval",
        "tcp_keepalives_count", "tcp_user_timeout", "client_connection_check_interval", "plan_cache_mode",
        "enable_seqscan", "enable_indexscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin",
        "enable_nestloop", "enable_sort", "random_page_cost", "effective_cache_size", "max_parallel_workers_per_gather",
        "row_security", "gin_fuzzy_search_limit", "xmloption", "array_nulls", "quote_all_identifiers",
    ],
    StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with the parameters, or null.</summary>
    public static string? FindFault(StartupParameters parameters)
    {
        if (parameters.User is null)
            return "no PostgreSQL user name specified in startup packet";
        foreach ((string name, string value) in parameters.All)
        {
            // _pq_.* are protocol options, which the server itself answers.
            if (name.StartsWith("_pq_.", StringComparison.Ordinal))
                continue;
            if (!Harmless.Contains(name))
                return $"startup parameter \"{name}\" is not allowed through this proxy";
            if (name == "replication" && !IsOff(value))
                return "replication connections are not allowed through this proxy";
            if (name == "options" && CommandLineOptions.FindForbidden(value, Harmless) is { } forbidden)
                return $"startup option \"{forbidden}\" is not allowed through this proxy";
        }
        return null;
    }

    private static bool IsOff(string value) =>
        value.ToUpperInvariant() is "FALSE" or "OFF" or "NO" or "0" or "F" or "N" or "FA" or "FAL" or "FALS" or "OF";
}
