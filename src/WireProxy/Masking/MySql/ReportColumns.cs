using System.Collections.Frozen;

namespace WireProxy.Masking.MySql;

/// <summary>Which columns of the reports of SHOW and EXPLAIN repeat values.</summary>
internal enum ReportColumns : byte
{
    /// <summary>It is no report.</summary>
    None,

    /// <summary>SHOW: texts of other sessions' statements, of the binary log, of the storage engine's monitor, of errors.</summary>
    Shown,

    /// <summary>EXPLAIN of a statement over masked tables: a plan in one text repeats constants that the optimizer has read.</summary>
    Plan,
}

/// <summary>Finds the columns by the names that the servers give them.</summary>
internal static class ReportColumnNames
{
    private static readonly FrozenSet<string> Shown = Names(
        "info", "info_binary", "status", "last_error", "last_sql_error", "last_io_error", "show explain", "explain", "variable_value");

    private static readonly FrozenSet<string> Diagnostics = Names("message");

    private static readonly FrozenSet<string> Plan = Names("explain", "analyze", "attached_condition", "show explain");

    /// <param name="report">What the result is.</param>
    /// <param name="column">The column's name in it.</param>
    /// <param name="count">How many columns it has.</param>
    /// <param name="diagnostics">Whether the warnings that the server keeps are about masked values.</param>
    public static bool Masks(ReportColumns report, string column, int count, DiagnosticsContent diagnostics) => report switch
    {
        ReportColumns.Shown when diagnostics == DiagnosticsContent.Exposed && Diagnostics.Contains(column) => true,
        // SHOW PLUGINS and others have a Status of their own; the engine's is the third of three.
        ReportColumns.Shown => Shown.Contains(column) && (count == 3 || !column.Equals("status", StringComparison.OrdinalIgnoreCase)),
        ReportColumns.Plan => count == 1 || Plan.Contains(column),
        _ => false,
    };

    private static FrozenSet<string> Names(params ReadOnlySpan<string> names) => FrozenSet.Create(StringComparer.OrdinalIgnoreCase, names);
}

/// <summary>What the errors and warnings are about that SHOW WARNINGS would list.</summary>
internal enum DiagnosticsContent : byte
{
    Harmless,
    Exposed,
}
