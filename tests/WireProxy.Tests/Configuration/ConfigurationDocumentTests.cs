using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using WireProxy.Configuration;

namespace WireProxy.Tests.Configuration;

/// <summary>Keeps docs/configuration.md, docs/policy.md and the sample configuration true.</summary>
public sealed class ConfigurationDocumentTests
{
    // Names every list and every object once, so that the reader asks for every key there is.
    private const string Everything = $$"""
        {{Configured.Endpoint}},
        "Policies": [ { "Name": "p",
          "Match": { "Users": ["*"], "Groups": ["*"], "Databases": ["*"], "Endpoints": ["*"] },
          "Rules": [ { "Effect": "Deny", "Statements": ["Ddl"], "Relations": ["a"], "Functions": ["f"] } ],
          "Masks": [ { "Column": "a.b", "With": { "Kind": "Full" } }, { "Column": "a.b", "With": "Full" } ] } ]
        """;

    [Fact]
    public void The_key_table_lists_the_keys_that_the_reader_knows()
    {
        var log = new ReadingLog();
        Configured.Read(Everything, log);
        Assert.Empty(log.Errors);

        string[] known = [.. log.KnownKeys.Where(key => !IsContainer(key, log.KnownKeys)).Order(StringComparer.Ordinal)];
        string[] documented = [.. Regex.Matches(Document("docs/configuration.md"), "^\\| `([^`]+)` \\|", RegexOptions.Multiline)
            .Select(row => row.Groups[1].Value.Replace("[]", "", StringComparison.Ordinal))
            .Where(key => !key.EndsWith(":With", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        Assert.Equal(known.Select(key => key.Replace("[]", "", StringComparison.Ordinal)), documented);
    }

    [Fact]
    public void The_examples_of_the_policy_reference_are_valid()
    {
        string[] examples = [.. Regex.Matches(Document("docs/policy.md"), "```json\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Configured.Policies(example));
    }

    [Fact]
    public void The_sample_configuration_is_valid_and_has_the_documented_defaults()
    {
        ConfigurationResult sample = ProxyOptionsReader.Read(new ConfigurationBuilder().AddJsonFile(Repository("appsettings.json")).Build());

        Assert.Empty(sample.Errors);
        Assert.Equal(new LimitsOptions(), sample.Options.Limits);
        Assert.Equal(new AuditOptions(), sample.Options.Audit);
        Assert.Equal(new AdminOptions(), sample.Options.Admin);
    }

    private static bool IsContainer(string key, IEnumerable<string> keys) =>
        keys.Any(other => other.StartsWith($"{key}:", StringComparison.Ordinal) || other.StartsWith($"{key}[]:", StringComparison.Ordinal));

    private static string Document(string name) => File.ReadAllText(Repository(name));

    private static string Repository(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WireProxy.sln")))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, name);
    }
}
