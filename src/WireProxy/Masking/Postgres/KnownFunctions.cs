using System.Collections.Frozen;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Postgres;

/// <summary>
/// What is known of PostgreSQL's own functions. A function that is not listed may do anything: run SQL text, read any
/// relation, keep a value for later.
/// </summary>
internal static class KnownFunctions
{
    // Their result depends on their arguments and on public facts of the server alone, and they leave nothing behind.
    private static readonly FrozenSet<string> Pure = FrozenSet.ToFrozenSet(
    [
        // aggregates and windows
        "count", "sum", "avg", "min", "max", "bool_and", "bool_or", "every", "string_agg", "array_agg", "json_agg",
        "jsonb_agg", "json_object_agg", "jsonb_object_agg", "bit_and", "bit_or", "stddev", "stddev_pop", "stddev_samp",
        "variance", "var_pop", "var_samp", "corr", "percentile_cont", "percentile_disc", "mode", "row_number", "rank",
        "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead", "first_value", "last_value", "nth_value",
        "grouping", "any_value", "bit_xor", "range_agg", "range_intersect_agg", "xmlagg", "covar_pop", "covar_samp", "regr_avgx",
        "regr_avgy", "regr_count", "regr_intercept", "regr_r2", "regr_slope", "regr_sxx", "regr_sxy", "regr_syy",
        // numbers
        "abs", "ceil", "ceiling", "floor", "round", "trunc", "mod", "power", "pow", "sqrt", "cbrt", "exp", "ln", "log",
        "log10", "sign", "greatest", "least", "random", "div", "gcd", "lcm", "width_bucket", "degrees", "radians", "pi",
        "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "factorial", "to_hex", "numeric", "int2", "int4", "int8",
        "float4", "float8", "scale", "min_scale", "trim_scale", "cot", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "to_bin", "to_oct",
        // text
        "lower", "upper", "initcap", "length", "char_length", "character_length", "octet_length", "bit_length",
        "substr", "substring", "left", "right", "lpad", "rpad", "btrim", "ltrim", "rtrim", "trim", "replace",
        "translate", "split_part", "strpos", "position", "concat", "concat_ws", "format", "repeat", "reverse", "md5",
        "ascii", "chr", "overlay", "quote_ident", "quote_literal", "quote_nullable", "starts_with", "regexp_replace",
        "regexp_match", "regexp_matches", "regexp_split_to_array", "regexp_split_to_table", "regexp_count",
        "string_to_array", "string_to_table", "encode", "decode", "to_char", "to_number", "to_date", "to_timestamp",
        "text", "varchar", "bpchar", "name", "sha224", "sha256", "sha384", "sha512", "convert_from", "convert_to",
        "normalize", "is_normalized", "unistr", "like_escape", "similar_to_escape", "regexp_instr", "regexp_like", "regexp_substr",
        "parse_ident", "hashtext", "to_ascii",
        // time
        "now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "timeofday", "age", "date_part",
        "date_trunc", "date_bin", "extract", "make_date", "make_time", "make_timestamp", "make_timestamptz",
        "make_interval", "justify_days", "justify_hours", "justify_interval", "isfinite", "timezone", "date",
        "timestamp", "timestamptz", "interval", "overlaps", "date_add", "date_subtract",
        // containers
        "array_length", "array_upper", "array_lower", "array_ndims", "array_dims", "cardinality", "array_append",
        "array_prepend", "array_cat", "array_remove", "array_replace", "array_position", "array_positions",
        "array_to_string", "array_fill", "trim_array", "unnest", "generate_series", "generate_subscripts", "row", "array", "coalesce",
        "nullif", "num_nulls", "num_nonnulls", "json_build_object", "jsonb_build_object", "json_build_array",
        "jsonb_build_array", "to_json", "to_jsonb", "row_to_json", "json_array_elements", "jsonb_array_elements",
        "json_array_elements_text", "jsonb_array_elements_text", "json_array_length", "jsonb_array_length", "json_each",
        "jsonb_each", "json_each_text", "jsonb_each_text", "json_object_keys", "jsonb_object_keys", "json_typeof",
        "jsonb_typeof", "json_extract_path", "jsonb_extract_path", "json_extract_path_text", "jsonb_extract_path_text",
        "jsonb_set", "jsonb_insert", "jsonb_pretty", "json_strip_nulls", "jsonb_strip_nulls", "jsonb_path_query",
        "jsonb_path_exists", "jsonb_path_match", "jsonb_path_query_array", "jsonb_path_query_first", "json_object",
        "jsonb_object", "jsonb_set_lax", "array_to_json", "range_merge", "isempty",
        "lower_inc", "upper_inc", "lower_inf", "upper_inf", "int4range", "int8range",
        "numrange", "daterange", "tsrange", "tstzrange", "gen_random_uuid", "uuidv4", "uuidv7", "to_tsvector", "to_tsquery",
        "plainto_tsquery", "phraseto_tsquery", "websearch_to_tsquery", "ts_headline", "ts_rank", "ts_rank_cd",
        "host", "family", "masklen", "network", "netmask", "broadcast", "abbrev",
        // the server and its catalog
        "version", "current_database", "current_catalog", "current_schema", "current_schemas", "current_user",
        "session_user", "user", "current_role", "current_date", "current_time", "current_timestamp", "localtime",
        "localtimestamp", "pg_backend_pid", "pg_typeof", "format_type", "pg_get_userbyid", "pg_get_expr",
        "pg_get_constraintdef", "pg_get_indexdef", "pg_get_viewdef", "pg_get_functiondef", "pg_get_function_result",
        "pg_get_function_arguments", "pg_get_function_identity_arguments", "pg_get_triggerdef", "pg_get_ruledef",
        "pg_get_keywords", "pg_get_partkeydef", "pg_get_serial_sequence", "pg_get_statisticsobjdef_columns",
        "pg_table_is_visible", "pg_type_is_visible", "pg_function_is_visible", "pg_operator_is_visible",
        "pg_opclass_is_visible", "pg_collation_is_visible", "pg_conversion_is_visible", "pg_statistics_obj_is_visible",
        "pg_ts_config_is_visible", "has_table_privilege", "has_schema_privilege", "has_database_privilege",
        "has_column_privilege", "has_function_privilege", "has_sequence_privilege", "has_any_column_privilege",
        "pg_has_role", "obj_description", "col_description", "shobj_description", "pg_encoding_to_char",
        "pg_char_to_encoding", "pg_client_encoding", "pg_size_pretty", "pg_relation_size", "pg_total_relation_size",
        "pg_table_size", "pg_indexes_size", "pg_database_size", "pg_tablespace_location", "pg_is_in_recovery",
        "pg_postmaster_start_time", "txid_current", "pg_current_xact_id", "pg_relation_filenode",
        "pg_relation_is_publishable", "pg_my_temp_schema", "pg_is_other_temp_schema", "inet_server_addr",
        "inet_server_port", "inet_client_addr", "inet_client_port", "nextval", "currval", "lastval",
        "pg_sleep", "pg_cancel_backend", "pg_terminate_backend", "to_regclass",
        "pg_column_size", "pg_column_compression", "pg_collation_for", "pg_blocking_pids", "current_query",
        "to_regtype", "to_regproc", "to_regnamespace", "array_in", "_pg_expandarray", "aclexplode", "acldefault",
    ],
    StringComparer.Ordinal);

    // They show their arguments and nothing else, but to others or later: a setting, a notification, the log, a large object, a sequence,
    // the key of a lock in pg_locks.
    private static readonly FrozenSet<string> Carriers = FrozenSet.ToFrozenSet(
    [
        "set_config", "pg_notify", "pg_logical_emit_message", "lo_create", "lo_from_bytea", "lo_put", "lo_creat", "lowrite",
        "setval", "pg_advisory_lock", "pg_advisory_lock_shared", "pg_advisory_unlock", "pg_advisory_unlock_shared",
        "pg_advisory_xact_lock", "pg_advisory_xact_lock_shared", "pg_try_advisory_lock", "pg_try_advisory_lock_shared",
        "pg_try_advisory_xact_lock", "pg_try_advisory_xact_lock_shared",
    ],
    StringComparer.Ordinal);

    public static bool IsPure(SqlName function) =>
        function.Schema is (null or "pg_catalog" or "information_schema") && (Pure.Contains(function.Name) || TypeFunctions.Names.Contains(function.Name));

    /// <summary>Whether a value given to it can be read back by another statement or session.</summary>
    public static bool PassesOn(SqlName function) =>
        function.Schema is (null or "pg_catalog") && Carriers.Contains(function.Name);
}
