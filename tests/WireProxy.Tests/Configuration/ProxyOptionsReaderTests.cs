using System.Net;
using WireProxy.Configuration;
using WireProxy.Masking;
using WireProxy.Sql.Analysis;

namespace WireProxy.Tests.Configuration;

public sealed class ProxyOptionsReaderTests
{
    [Fact]
    public void Left_out_sections_have_their_documented_defaults()
    {
        ConfigurationResult result = Configured.Read(Configured.Endpoint);

        Assert.Empty(result.Errors);
        ProxyOptions options = result.Options;
        EndpointOptions endpoint = Assert.Single(options.Endpoints);
        Assert.Equal(("pg", EndpointProtocol.Postgres), (endpoint.Name, endpoint.Protocol));
        Assert.Equal((new HostPort("127.0.0.1", 5432), UpstreamTls.Disable), (endpoint.Upstream.Address, endpoint.Upstream.Tls));
        Assert.Equal((ClientTlsMode.Disable, EndpointAuthentication.PassThrough), (endpoint.ClientTls.Mode, endpoint.Authentication));
        Assert.Empty(options.Policies);
        Assert.Equal(new AuditOptions(), options.Audit);
        Assert.Equal((AuditStore.Sqlite, "audit", AuditDurability.Process), (options.Audit.Store, options.Audit.Path, options.Audit.Durability));
        Assert.Equal((16777216, 10000, TimeSpan.FromSeconds(30), 65536),
            (options.Limits.MaxInspectedFrameBytes, options.Limits.MaxSessions, options.Limits.LoginTimeout, options.Limits.MaxPipelinedMessages));
        Assert.Equal((true, "127.0.0.1:6480"), (options.Admin.Enabled, options.Admin.Listen.ToString()));
    }

    [Fact]
    public void A_policy_is_read_whole()
    {
        PolicyOptions policy = Assert.Single(Configured.Policies("""
            { "Name": "no-ddl",
              "Match": { "Users": ["*"], "Groups": [], "Databases": ["shop"], "Endpoints": ["PG"] },
              "Rules": [
                { "Effect": "Deny", "Statements": ["Ddl", "Grant", "Truncate"], "Message": "schema changes go through migrations" },
                { "Effect": "deny", "Statements": ["Delete", "Update"], "Where": "Missing" },
                { "Effect": "Allow", "Relations": ["hr.*", "staff"], "Functions": ["pg_sleep"] } ],
              "Masks": [
                { "Column": "public.customers.ssn", "With": "Last4" },
                { "Column": "customers.card", "With": { "Kind": "Partial", "First": 1, "Last": 4, "Char": "#" }, "Predicates": "Allow" },
                { "Column": "*.*.note", "With": { "Kind": "Fixed", "Value": "" } } ],
              "Unparsed": "Allow" }
            """));

        Assert.Equal("shop", Assert.Single(policy.Match.Databases));
        Assert.Empty(policy.Match.Groups);
        Assert.Equal(UnparsedEffect.Allow, policy.Unparsed);
        Assert.Equal(
            [StatementKind.Truncate, StatementKind.Create, StatementKind.Alter, StatementKind.Drop, StatementKind.Grant],
            policy.Rules[0].Statements.Members());
        Assert.Equal(WherePresence.Missing, policy.Rules[1].Where);
        Assert.Equal((RuleEffect.Allow, "hr.*, staff"), (policy.Rules[2].Effect, string.Join(", ", policy.Rules[2].Relations)));
        Assert.Equal(
            [
                new MaskSpec(MaskKind.Last4),
                new MaskSpec(MaskKind.Partial) { First = 1, Last = 4, Char = '#' },
                new MaskSpec(MaskKind.Fixed) { Value = "" },
            ],
            policy.Masks.Select(mask => mask.With));
        Assert.Equal(["public.customers.ssn", "*.customers.card", "*.*.note"], policy.Masks.Select(mask => mask.Column.ToString()));
    }

    [Fact]
    public void All_errors_are_reported_together_with_their_keys()
    {
        ConfigurationResult result = Configured.Read("""
            "Endpoints": {
              "a": { "Protocol": "Postgre", "Listen": "127.0.0.1:6432", "Upstrem": {} },
              "b": { "Protocol": "Postgres", "Listen": "nowhere", "Upstream": { "Address": "db", "Tls": "Always" } } },
            "Limits": { "MaxSessions": "many", "LoginTimeout": "30", "MaxInspectedFrameBytes": -1 },
            "Policies": [ { "Rules": [ { "Effect": "Deny", "Statements": ["Dll"] }, { "Relations": "hr.*" } ], "Masks": [ { "Column": "ssn", "With": "Last5" } ] } ],
            "Adminn": {}
            """);

        Assert.Equal(
            [
                "WireProxy:Endpoints:a:Protocol: 'Postgre': unknown value (did you mean Postgres?); one of Postgres, MySql",
                "WireProxy:Endpoints:a:Upstream:Address: is missing",
                "WireProxy:Endpoints:a:Upstrem: unknown key (did you mean Upstream?)",
                "WireProxy:Endpoints:b:Listen: 'nowhere': expected address:port, [IPv6 address]:port or *:port",
                "WireProxy:Endpoints:b:Upstream:Address: 'db': expected host:port",
                "WireProxy:Endpoints:b:Upstream:Tls: 'Always': unknown value; one of Disable, Prefer, Require, VerifyFull",
                "WireProxy:Policies:0:Name: is missing",
                "WireProxy:Policies:0:Rules:0:Statements: 'Dll': no such statement kind or group (did you mean Ddl?)",
                "WireProxy:Policies:0:Rules:1:Effect: is missing",
                "WireProxy:Policies:0:Rules:1:Relations: expected a list",
                "WireProxy:Policies:0:Masks:0:Column: 'ssn': expected relation.column or schema.relation.column",
                "WireProxy:Policies:0:Masks:0:With: 'Last5': unknown value (did you mean Last4?); one of Null, Full, Fixed, Hash, Last4, Partial, Email",
                "WireProxy:Limits:MaxInspectedFrameBytes: -1 is not between 1024 and 1073741822",
                "WireProxy:Limits:MaxSessions: 'many': expected a whole number",
                "WireProxy:Limits:LoginTimeout: '30': expected a duration hh:mm:ss, more than zero, at most a day",
                "WireProxy:Adminn: unknown key (did you mean Admin?)",
            ],
            result.Errors.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("""{ "Name": "p", "Rules": { "Effect": "Deny" } }""", "WireProxy:Policies:0:Rules: expected a list")]
    [InlineData("""{ "Name": "p", "Match": "app" }""", "WireProxy:Policies:0:Match: expected an object, found 'app'")]
    [InlineData("""{ "Name": ["p"] }""", "WireProxy:Policies:0:Name: expected one value, found an object or a list")]
    [InlineData("""{ "Name": "p", "Match": { "Users": [ "a", "" ] } }""", "WireProxy:Policies:0:Match:Users:1: expected a text")]
    [InlineData("""{ "Name": "p", "Match": { "Users": [ null ] } }""", "WireProxy:Policies:0:Match:Users:0: expected a text")]
    [InlineData("""{ "Name": "p", "Match": { "Users": [ { "a": 1 } ] } }""", "WireProxy:Policies:0:Match:Users:0: expected a text")]
    [InlineData("""{ "Name": "p", "Match": { "Users": "app" } }""", "WireProxy:Policies:0:Match:Users: expected a list")]
    [InlineData("""{ "Name": "p", "Rules": [ { "Effect": "0" } ] }""", "WireProxy:Policies:0:Rules:0:Effect: '0': unknown value; one of Deny, RequireApproval, Limit, Allow")]
    [InlineData("""{ "Name": "p", "Masks": [ { "Column": "a.b", "With": "Partial" } ] }""", """WireProxy:Policies:0:Masks:0:With: Partial needs more than its name: { "Kind": "Partial", "First": 0, "Last": 4 }""")]
    [InlineData("""{ "Name": "p", "Masks": [ { "Column": "a.b", "With": { "Kind": "Last4", "Last": 3 } } ] }""", "WireProxy:Policies:0:Masks:0:With:Last: means nothing to Last4")]
    [InlineData("""{ "Name": "p", "Masks": [ { "Column": "a.b", "With": { "Kind": "Partial", "Char": "**" } } ] }""", "WireProxy:Policies:0:Masks:0:With:Char: '**': expected one character")]
    [InlineData("""{ "Name": "p", "Masks": [ { "Column": "a.b", "With": { "Kind": "Fixed" } } ] }""", "WireProxy:Policies:0:Masks:0:With:Value: is missing")]
    [InlineData("""{ "Name": "p", "Masks": [ { "Column": "a.b" } ] }""", "WireProxy:Policies:0:Masks:0:With: is missing")]
    public void A_value_of_the_wrong_shape_is_one_error(string policy, string error) =>
        Assert.Equal([error], Configured.PolicyErrors(policy));

    [Theory]
    [InlineData("127.0.0.1:6432", "127.0.0.1", 6432, ListenScope.OneAddress)]
    [InlineData("localhost:0", "127.0.0.1", 0, ListenScope.OneAddress)]
    [InlineData("[::1]:6432", "::1", 6432, ListenScope.OneAddress)]
    [InlineData("0.0.0.0:6432", "0.0.0.0", 6432, ListenScope.OneAddress)]
    [InlineData("*:6432", "::", 6432, ListenScope.EveryAddress)]
    internal void Listen_addresses_are_read(string text, string address, int port, ListenScope scope)
    {
        Assert.True(ListenAddress.TryParse(text, out ListenAddress? listen, out _));
        Assert.Equal(new ListenAddress(new IPEndPoint(IPAddress.Parse(address), port), scope), listen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("6432")]
    [InlineData(":6432")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("127.0.0.1: 1")]
    [InlineData("::1:6432")]
    [InlineData("[::1]")]
    [InlineData("[]:1")]
    [InlineData("[127.0.0.1]:1")]
    [InlineData("1:6432")]
    [InlineData("010.0.0.1:6432")]
    [InlineData("db.example:6432")]
    public void Other_listen_addresses_are_refused(string text) =>
        Assert.False(ListenAddress.TryParse(text, out _, out _));

    [Theory]
    [InlineData("db.example:5432", "db.example", 5432)]
    [InlineData("[fe80::1]:1", "fe80::1", 1)]
    public void Upstream_addresses_are_read(string text, string host, int port)
    {
        Assert.True(HostPort.TryParse(text, out HostPort address, out _));
        Assert.Equal(new HostPort(host, port), address);
        Assert.Equal(text, address.ToString());
    }

    [Theory]
    [InlineData("db:0")]
    [InlineData("a b:1")]
    [InlineData("*:1")]
    [InlineData("db")]
    public void Other_upstream_addresses_are_refused(string text) =>
        Assert.False(HostPort.TryParse(text, out _, out _));
}
