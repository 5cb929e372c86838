using System.Collections.Frozen;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Fingerprints;

/// <summary>
/// Decides whether the literals of a statement are data. Elsewhere they are code, files, names and settings
/// (<c>COPY .. TO PROGRAM '..'</c>, <c>PREPARE s FROM '..'</c>, <c>SET ROLE '..'</c>), and another literal is another statement.
/// </summary>
internal static class LiteralRule
{
    private static readonly StatementKinds DataKinds = StatementKinds.Of(StatementKind.Select).With(StatementKind.Insert)
        .With(StatementKind.Update).With(StatementKind.Delete).With(StatementKind.Merge).With(StatementKind.Call).With(StatementKind.Explain);

    // They take code, names of files and connections, or settings.
    private static readonly FrozenSet<string> Interpreters = FrozenSet.ToFrozenSet(
    [
        "query_to_xml", "query_to_xmlschema", "query_to_xml_and_xmlschema", "cursor_to_xml", "ts_stat", "ts_rewrite", "set_config",
        "dblink", "dblink_exec", "dblink_connect", "dblink_connect_u", "dblink_open", "dblink_send_query", "crosstab", "connectby",
        "lo_import", "lo_export", "pg_read_file", "pg_read_binary_file", "pg_ls_dir", "pg_stat_file", "pg_file_write", "load_file",
        "load_extension", "sys_exec", "sys_eval", "nextval", "setval", "currval", "pg_terminate_backend", "pg_cancel_backend",
        "pg_logical_emit_message", "pg_notify", "get_lock",
    ],
    StringComparer.OrdinalIgnoreCase);

    public static LiteralTreatment Of(StatementSummary statement)
    {
        if (!statement.Coverage.IsComplete || (statement.Kinds.With(statement.Kind).Bits & ~DataKinds.Bits) != 0)
            return LiteralTreatment.Kept;
        foreach (SqlName function in statement.Functions)
        {
            if (Interpreters.Contains(function.Name))
                return LiteralTreatment.Kept;
        }
        return LiteralTreatment.Replaced;
    }
}

/// <summary>What becomes of literals in a fingerprint. The numbers are hashed.</summary>
internal enum LiteralTreatment : byte
{
    Replaced = 1,
    Kept = 2,
}
