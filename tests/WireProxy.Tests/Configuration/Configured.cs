using System.Text;
using Microsoft.Extensions.Configuration;
using WireProxy.Configuration;

namespace WireProxy.Tests.Configuration;

/// <summary>Configurations written as JSON, the way a user writes them.</summary>
internal static class Configured
{
    public const string Endpoint = """
        "Endpoints": { "pg": { "Protocol": "Postgres", "Listen": "127.0.0.1:0", "Upstream": { "Address": "127.0.0.1:5432" } } }
        """;

    /// <param name="section">The members of the WireProxy section.</param>
    public static ConfigurationResult Read(string section) => Read(section, new ReadingLog());

    public static ConfigurationResult Read(string section, ReadingLog log)
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "WireProxy": { {{section}} } }"""));
        return ProxyOptionsReader.Read(new ConfigurationBuilder().AddJsonStream(json).Build(), log);
    }

    /// <summary>The options of a section that must be valid; the endpoint is added.</summary>
    public static ProxyOptions Valid(string section)
    {
        ConfigurationResult result = Read($"{Endpoint}, {section}");
        Assert.Equal("", string.Join('\n', result.Errors));
        return result.Options;
    }

    public static IReadOnlyList<PolicyOptions> Policies(string policies) => Valid($"\"Policies\": [ {policies} ]").Policies;

    /// <summary>The errors of a section that is otherwise valid; the endpoint is added.</summary>
    public static string[] Errors(string section) =>
        [.. Read($"{Endpoint}, {section}").Errors.Select(error => error.ToString())];

    public static string[] PolicyErrors(string policy) => Errors($"\"Policies\": [ {policy} ]");
}
