using System.Globalization;
using System.Text;

namespace WireProxy.Admin;

/// <summary>Writes the metrics in Prometheus' text format, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(ProxyMetrics metrics)
    {
        var text = new StringBuilder();
        Write(text, "wireproxy_sessions", "gauge", "Sessions that are open.", metrics.SessionsCurrent);
        Write(text, "wireproxy_sessions_total", "counter", "Sessions opened since the start.", metrics.SessionsTotal);
        Write(text, "wireproxy_logins_refused_total", "counter", "Connections that ended before they became a session.", metrics.LoginsRefused);
        Write(text, "wireproxy_statements_denied_total", "counter", "Statements that policy refused.", metrics.StatementsDenied);
        Write(text, "wireproxy_client_received_bytes_total", "counter", "Bytes that clients sent.", metrics.BytesFromClients);
        Write(text, "wireproxy_client_sent_bytes_total", "counter", "Bytes sent to clients.", metrics.BytesToClients);
        Write(text, "wireproxy_audit_failures_total", "counter", "Records that could not be written.", metrics.AuditFailures);
        Write(text, "wireproxy_configuration_current", "gauge", "1 while the configuration loaded last is in force, 0 while it is wrong.", metrics.ConfigurationCurrent);
        Write(text, "wireproxy_configuration_reloads_total", "counter", "Configurations that were put into force.", metrics.ConfigurationReloads);
        Write(text, "wireproxy_configuration_refusals_total", "counter", "Configurations that were wrong and changed nothing.", metrics.ConfigurationRefusals);
        return text.ToString();
    }

    // # HELP name text \n # TYPE name type \n name value \n
    private static void Write(StringBuilder text, string name, string type, string help, long value) => text
        .Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n')
        .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n')
        .Append(name).Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
