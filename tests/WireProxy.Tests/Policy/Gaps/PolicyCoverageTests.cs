using WireProxy.Configuration;
using WireProxy.Policy.Gaps;
using WireProxy.Tests.Configuration;

namespace WireProxy.Tests.Policy.Gaps;

public sealed class PolicyCoverageTests
{
    [Theory]
    [InlineData("""{ "Name": "a", "Masks": [ { "Column": "*.customers.*", "With": "Full" }, { "Column": "public.customers.ssn", "With": "Last4" } ] }""", "Masks:1", "Policies:0:Masks:0 hides the same columns")]
    [InlineData("""{ "Name": "a", "Masks": [ { "Column": "t.c", "With": "Last4" } ] }, { "Name": "b", "Match": { "Users": ["app"] }, "Masks": [ { "Column": "t.c", "With": "Last4" } ] }""", "Policies:1:Masks:0", "is the same mask")]
    [InlineData("""{ "Name": "a", "Rules": [ { "Effect": "Deny", "Relations": ["customers"] } ], "Masks": [ { "Column": "customers.ssn", "With": "Full" } ] }""", "Masks:0", "refuses every statement on its relation")]
    [InlineData("""{ "Name": "a", "Default": "Deny", "Masks": [ { "Column": "customers.ssn", "With": "Full" } ] }""", "Masks:0", "Default is Deny and no rule allows any")]
    public void A_mask_that_can_never_apply_is_reported(string policies, string path, string why)
    {
        CoverageNote note = Assert.Single(Notes(policies, CoverageKind.NeverApplies));
        Assert.EndsWith(path, note.Path, StringComparison.Ordinal);
        Assert.Contains(why, note.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Name": "a", "Masks": [ { "Column": "public.customers.*", "With": "Last4" }, { "Column": "customers.ssn", "With": "Full" } ] }""")]
    [InlineData("""{ "Name": "a", "Match": { "Users": ["app"] }, "Masks": [ { "Column": "t.c", "With": "Full" } ] }, { "Name": "b", "Masks": [ { "Column": "t.c", "With": "Last4" } ] }""")]
    [InlineData("""{ "Name": "a", "Rules": [ { "Effect": "Deny", "Statements": ["Delete"], "Relations": ["customers"] } ], "Masks": [ { "Column": "customers.ssn", "With": "Full" } ] }""")]
    [InlineData("""{ "Name": "a", "Rules": [ { "Effect": "Deny", "Relations": ["hr.customers"] } ], "Masks": [ { "Column": "customers.ssn", "With": "Full" } ] }""")]
    [InlineData("""{ "Name": "a", "Rules": [ { "Effect": "Deny", "Statements": ["Drop"] }, { "Effect": "Deny", "Statements": ["Ddl"] } ] }""")]
    [InlineData("""{ "Name": "a", "Rules": [ { "Effect": "Deny", "Statements": ["Delete"], "Where": "Missing" }, { "Effect": "Deny", "Statements": ["Delete"], "Relations": ["t"] } ] }""")]
    public void What_can_apply_is_not(string policies) => Assert.Empty(Notes(policies, CoverageKind.NeverApplies));

    [Theory]
    [InlineData("""{ "Name": "a", "Rules": [ { "Effect": "Allow", "Statements": ["Select"] } ] }""", "Rules:0", "without \"Default\": \"Deny\"")]
    [InlineData("""{ "Name": "a", "Rules": [ { "Effect": "Deny", "Statements": ["Ddl"] }, { "Effect": "Deny", "Statements": ["Drop"], "Relations": ["t"] } ] }""", "Rules:1", "Rules:0 decides about all")]
    [InlineData("""{ "Name": "a", "Rules": [ { "Effect": "Deny", "Relations": ["hr.*"] }, { "Effect": "Deny", "Relations": ["hr.staff"] } ] }""", "Rules:1", "Rules:0 decides about all")]
    public void A_rule_that_decides_nothing_is_reported(string policies, string path, string why)
    {
        CoverageNote note = Assert.Single(Notes(policies, CoverageKind.NeverApplies));
        Assert.EndsWith(path, note.Path, StringComparison.Ordinal);
        Assert.Contains(why, note.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Name": "a", "Rules": [ { "Effect": "Deny", "Relations": ["hr.*", "staff"] } ] }""", "use hr.*, staff under other names")]
    [InlineData("""{ "Name": "a", "Rules": [ { "Effect": "Deny", "Functions": ["pg_sleep"] } ] }""", "calls of pg_sleep from inside other functions")]
    [InlineData("""{ "Name": "a", "Rules": [ { "Effect": "Deny", "Statements": ["Delete", "Call"], "Where": "Missing" } ] }""", "WHERE true")]
    [InlineData("""{ "Name": "a", "Rules": [ { "Effect": "Deny", "Statements": ["Delete"] } ] }""", "Delete inside functions and procedures")]
    [InlineData("""{ "Name": "a", "Unparsed": "Allow", "Rules": [ { "Effect": "Deny", "Statements": ["Call"] } ] }""", "Unparsed is Allow")]
    [InlineData("""{ "Name": "a", "Masks": [ { "Column": "t.c", "With": "Full" } ] }""", "WHERE, ORDER BY and joins tell about *.t.c")]
    public void What_a_rule_or_mask_can_not_see_is_reported(string policies, string what) =>
        Assert.Contains(what, Assert.Single(Notes(policies, CoverageKind.NotSeen)).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "no policy is for its sessions")]
    [InlineData("""{ "Name": "a", "Match": { "Users": ["app"] } }""", "other users or databases than those of a")]
    public void Sessions_under_no_policy_are_reported(string policies, string what)
    {
        CoverageNote note = Assert.Single(Notes(policies, CoverageKind.NotCovered));
        Assert.Equal("WireProxy:Endpoints:pg", note.Path);
        Assert.Contains(what, note.Text, StringComparison.Ordinal);
        Assert.Empty(Notes("""{ "Name": "all", "Match": { "Users": ["*"] } }""", CoverageKind.NotCovered));
    }

    [Fact]
    public void A_kind_that_MySQL_does_not_have_is_reported_where_only_MySQL_is_spoken()
    {
        ProxyOptions options = Configured.Valid("""
            "Policies": [ { "Name": "a", "Rules": [ { "Effect": "Deny", "Statements": ["CopyProgram"] } ] } ]
            """);
        Assert.DoesNotContain(PolicyCoverage.Of(options), note => note.Kind == CoverageKind.NeverApplies);
        ProxyOptions mySql = options with { Endpoints = [.. options.Endpoints.Select(endpoint => endpoint with { Protocol = EndpointProtocol.MySql })] };
        Assert.Contains(PolicyCoverage.Of(mySql), note => note.Text.Contains("speak MySQL", StringComparison.Ordinal));
    }

    private static IEnumerable<CoverageNote> Notes(string policies, CoverageKind kind) =>
        PolicyCoverage.Of(Configured.Valid($"\"Policies\": [ {policies} ]")).Where(note => note.Kind == kind);
}
