using System.Collections.Concurrent;
using WireProxy.Integration.Servers.MySql;

namespace WireProxy.Integration.Proxy.MySql;

/// <summary>The proxies in front of each brand that many tests share; each is started at first use and ends with the test process.</summary>
internal static class MySqlProxies
{
    public const string PolicyName = "no-drop";
    public const string DropMessage = "schema changes go through migrations";

    /// <summary>Denies DROP, the relation staff, LOAD_FILE and files on the server; masks columns of customers.</summary>
    public const string Policies =
        $$"""
        [ { "Name": "{{PolicyName}}",
            "Rules": [
              { "Effect": "Deny", "Statements": ["Drop"], "Message": "{{DropMessage}}" },
              { "Effect": "Deny", "Relations": ["staff"], "Message": "staff is private" },
              { "Effect": "Deny", "Functions": ["load_file"] },
              { "Effect": "Deny", "Statements": ["CopyFile"] } ],
            "Masks": [
              { "Column": "shop.customers.ssn", "With": "Last4" },
              { "Column": "*.customers.email", "With": "Email" },
              { "Column": "shop.customers.card", "With": { "Kind": "Partial", "First": 0, "Last": 4, "Char": "*" } },
              { "Column": "shop.customers.salary", "With": "Full" },
              { "Column": "shop.customers.dob", "With": "Null" } ] } ]
        """;

    private static readonly ConcurrentDictionary<(Brand, string), Lazy<Task<ProxyProcess>>> Running = new();

    /// <summary>No policies: must not be noticed.</summary>
    public static Task<ProxyProcess> TransparentAsync(Brand brand) => StartedAsync(brand, "[]");

    /// <summary><see cref="Policies"/>.</summary>
    public static Task<ProxyProcess> GuardedAsync(Brand brand) => StartedAsync(brand, Policies);

    public static ProxyConfiguration Configuration(Brand brand, string policies) => new()
    {
        Protocol = "MySql",
        UpstreamPort = MySqlServer.Shared(brand).Port,
        Policies = policies,
        ClientTls = ProxyCertificate.Files,
        AllowLocalInfile = true,
        // Drivers send 20 MB as literals.
        MaxInspectedFrameBytes = 64 << 20,
    };

    private static Task<ProxyProcess> StartedAsync(Brand brand, string policies) =>
        Running.GetOrAdd((brand, policies), _ => new Lazy<Task<ProxyProcess>>(() => ProxyProcess.StartAsync(Configuration(brand, policies)))).Value;
}
