using WireProxy.Integration.Servers.Postgres;

namespace WireProxy.Integration.Proxy.Postgres;

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

    /// <summary>No policies: must not be noticed.</summary>
    public static Task<ProxyProcess> Transparent => LazyTransparent.Value;

    /// <summary><see cref="Policies"/>.</summary>
    public static Task<ProxyProcess> Guarded => LazyGuarded.Value;

    public static ProxyConfiguration Configuration(string policies) => new()
    {
        UpstreamPort = PostgresServer.Shared.Port,
        Policies = policies,
        ClientTls = ProxyCertificate.Files,
    };
}
