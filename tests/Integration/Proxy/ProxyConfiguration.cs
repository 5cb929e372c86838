using System.Globalization;
using System.Text.Json;

namespace WireProxy.Integration.Proxy;

/// <summary>The configuration file of one proxy under test: one endpoint on a port of its own choice.</summary>
internal sealed record ProxyConfiguration
{
    public const string Endpoint = "shop";

    /// <summary>Postgres or MySql.</summary>
    public string Protocol { get; init; } = "Postgres";

    public required int UpstreamPort { get; init; }

    /// <summary>MySQL only.</summary>
    public bool? AllowLocalInfile { get; init; }

    public string UpstreamTls { get; init; } = "Disable";

    /// <summary>Certificate and key of the proxy; null offers no TLS.</summary>
    public (string Certificate, string Key)? ClientTls { get; init; }

    public string ClientTlsMode { get; init; } = "Allow";

    /// <summary>The <c>Policies</c> array as JSON.</summary>
    public string Policies { get; init; } = "[]";

    public int? MaxInspectedFrameBytes { get; init; }

    /// <summary>An audit folder that outlives the proxy; null gives it one of its own.</summary>
    public string? AuditPath { get; init; }

    public string Write(string folder, string auditPath)
    {
        string hashKey = Path.Combine(folder, "hash.key");
        File.WriteAllText(hashKey, "a key for the masks of the tests, not for anything else");
        string clientTls = ClientTls is var (certificate, key)
            ? $$""", "ClientTls": { "Mode": {{Quote(ClientTlsMode)}}, "Certificate": {{Quote(certificate)}}, "Key": {{Quote(key)}} }"""
            : "";
        string infile = AllowLocalInfile is { } allowed ? $$""", "AllowLocalInfile": {{(allowed ? "true" : "false")}}""" : "";
        string inspected = MaxInspectedFrameBytes is { } bytes
            ? string.Create(CultureInfo.InvariantCulture, $""", "MaxInspectedFrameBytes": {bytes}""")
            : "";
        string json = string.Create(CultureInfo.InvariantCulture, $$"""
            { "WireProxy": {
                "Endpoints": { "{{Endpoint}}": { "Protocol": "{{Protocol}}", "Listen": "127.0.0.1:0",
                  "Upstream": { "Address": "127.0.0.1:{{UpstreamPort}}", "Tls": "{{UpstreamTls}}" }{{clientTls}}{{infile}} } },
                "Policies": {{Policies}},
                "Masking": { "HashKeyFile": {{Quote(hashKey)}} },
                "Audit": { "Store": "Sqlite", "Path": {{Quote(auditPath)}}, "Durability": "Process", "Results": "Full" },
                "Limits": { "LoginTimeout": "00:00:15"{{inspected}} },
                "Admin": { "Listen": "127.0.0.1:0" } } }
            """);
        string path = Path.Combine(folder, "appsettings.json");
        File.WriteAllText(path, json);
        return path;
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
