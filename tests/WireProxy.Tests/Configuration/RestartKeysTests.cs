using WireProxy.Configuration;

namespace WireProxy.Tests.Configuration;

public sealed class RestartKeysTests
{
    private const string Rest = """
        "Policies": [ { "Name": "p", "Rules": [ { "Effect": "Deny" } ] } ], "Limits": { "MaxSessions": 5 }, "Audit": { "Path": "a" }, "Admin": { "Listen": "127.0.0.1:0" }
        """;

    [Fact]
    public void Policies_masks_and_limits_need_no_restart() =>
        Assert.Empty(RestartKeys.Changed(Read(Endpoint("pg", 1), Rest), Read(Endpoint("pg", 1), """
            "Policies": [ { "Name": "q", "Masks": [ { "Column": "a.b", "With": "Full" } ] } ], "Limits": { "MaxSessions": 6 }, "Audit": { "Path": "a" }, "Admin": { "Listen": "127.0.0.1:0" }
            """)));

    [Theory]
    [InlineData("\"a\"", "\"b\"", "WireProxy:Audit")]
    [InlineData("127.0.0.1:0", "127.0.0.1:99", "WireProxy:Admin")]
    [InlineData("\"Listen\": \"127.0.0.1:1\"", "\"Listen\": \"*:1\"", "WireProxy:Endpoints:pg:Listen")]
    [InlineData("127.0.0.1:5432", "127.0.0.2:5432", "WireProxy:Endpoints:pg:Upstream")]
    [InlineData("\"Postgres\"", "\"MySql\"", "WireProxy:Endpoints:pg:Protocol")]
    public void What_needs_one_is_named(string before, string after, string key)
    {
        string section = $"{Endpoint("pg", 1)}, {Rest}";
        string changed = section.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(section, changed);
        Assert.Equal([key], RestartKeys.Changed(Valid(section), Valid(changed)));
    }

    [Fact]
    public void Endpoints_that_come_or_go_are_named() =>
        Assert.Equal(
            ["WireProxy:Endpoints:new", "WireProxy:Endpoints:pg"],
            RestartKeys.Changed(Read(Endpoint("pg", 1), Rest), Read(Endpoint("new", 1), Rest)));

    private static string Endpoint(string name, int port) => $$"""
        "Endpoints": { "{{name}}": { "Protocol": "Postgres", "Listen": "127.0.0.1:{{port}}", "Upstream": { "Address": "127.0.0.1:5432" } } }
        """;

    private static ProxyOptions Read(string endpoint, string rest) => Valid($"{endpoint}, {rest}");

    private static ProxyOptions Valid(string section)
    {
        ConfigurationResult result = Configured.Read(section);
        Assert.Empty(result.Errors);
        return result.Options;
    }
}
