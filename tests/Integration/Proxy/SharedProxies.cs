using WireProxy.Integration.Servers;

namespace WireProxy.Integration.Proxy;

/// <summary>The proxies that many tests share; each is started at first use and ends with the test process.</summary>
internal static class SharedProxies
{
    public const string PolicyName = "no-drop";
    public const string DropMessage = "schema changes go through migrations";

    /// <summary>Denies DROP and the relation staff; masks columns of customers.</summary>
    public const string Policies =
        $$"""
        [ { "Name": "{{PolicyName}}",
            "Rules": [
              { "Effect": "Deny", "Statements": ["Drop"], "Message": "{{DropMessage}}" },
              { "Effect": "Deny", "Relations": ["staff"], "Message": "staff is private" },
              { "Effect": "Deny", "Statements": ["FunctionCall", "Replication"] } ],
            "Masks": [
              { "Column": "public.customers.ssn", "With": "Last4" },
              { "Column": "*.customers.email", "With": "Email" },
              { "Column": "public.customers.card", "With": { "Kind": "Partial", "First": 0, "Last": 4, "Char": "*" } },
              { "Column": "public.customers.salary", "With": "Full" },
              { "Column": "public.customers.dob", "With": "Null" } ] } ]
        """;

    private static readonly Lazy<Task<ProxyProcess>> LazyTransparent = new(() => ProxyProcess.StartAsync(Configuration("[]")));
    private static readonly Lazy<Task<ProxyProcess>> LazyGuarded = new(() => ProxyProcess.StartAsync(Configuration(Policies)));
    private static readonly Lazy<(string, string)> LazyCertificate = new(MakeCertificate);

    /// <summary>No policies: must not be noticed.</summary>
    public static Task<ProxyProcess> Transparent => LazyTransparent.Value;

    /// <summary><see cref="Policies"/>.</summary>
    public static Task<ProxyProcess> Guarded => LazyGuarded.Value;

    /// <summary>The proxy's own certificate and key files.</summary>
    public static (string Certificate, string Key) Certificate => LazyCertificate.Value;

    public static ProxyConfiguration Configuration(string policies) => new()
    {
        UpstreamPort = PostgresServer.Shared.Port,
        Policies = policies,
        ClientTls = Certificate,
    };

    private static (string Certificate, string Key) MakeCertificate()
    {
        string folder = Directory.CreateTempSubdirectory("wireproxy-cert-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        (string certificate, string key) = (Path.Combine(folder, "proxy.crt"), Path.Combine(folder, "proxy.key"));
        PostgresSettings.WriteCertificate(certificate, key);
        return (certificate, key);
    }
}
