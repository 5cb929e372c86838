using WireProxy.Policy;
using WireProxy.Tests.Configuration;

namespace WireProxy.Tests.Policy;

public sealed class PolicySnapshotTests
{
    private const string Mask = """ "Masks": [ { "Column": "a.b", "With": "Full" } ] """;

    [Theory]
    [InlineData("""{ }""", true)]
    [InlineData("""{ "Users": [] }""", true)]
    [InlineData("""{ "Users": ["app"] }""", true)]
    [InlineData("""{ "Users": ["a*", "x"] }""", true)]
    [InlineData("""{ "Users": ["App"] }""", false)]
    [InlineData("""{ "Users": ["other"] }""", false)]
    [InlineData("""{ "Databases": ["shop"], "Endpoints": ["PG"] }""", true)]
    [InlineData("""{ "Databases": ["shop"], "Users": ["other"] }""", false)]
    [InlineData("""{ "Groups": ["*"] }""", true)]
    public void A_policy_is_for_the_sessions_that_it_matches(string match, bool matches)
    {
        PolicySnapshot snapshot = Snapshot($$"""{ "Name": "p", "Match": {{match}}, {{Mask}} }""");
        Assert.Equal(matches, !snapshot.ForSession(new SessionFacts("app", [], "shop", "pg")).IsEmpty);
    }

    [Fact]
    public void An_unknown_fact_meets_every_condition()
    {
        PolicySnapshot snapshot = Snapshot($$"""{ "Name": "p", "Match": { "Users": ["app"], "Databases": ["shop"] }, {{Mask}} }""");

        Assert.False(snapshot.ForSession(new SessionFacts(null, [], "shop", null)).IsEmpty);
        Assert.True(snapshot.ForSession(new SessionFacts(null, [], "other", null)).IsEmpty);
    }

    [Fact]
    public void Groups_are_compared_when_they_are_known()
    {
        var scope = new PolicyScope(new() { Groups = ["dba", "ops*"] });

        Assert.True(scope.Covers(new SessionFacts("u", ["x", "ops-1"], "d", "e")));
        Assert.True(scope.Covers(new SessionFacts("u", default, "d", "e")));
        Assert.False(scope.Covers(new SessionFacts("u", ["x"], "d", "e")));
        Assert.False(scope.Covers(new SessionFacts("u", [], "d", "e")));
    }

    [Fact]
    public void Sessions_of_equal_scope_share_one_policy_and_others_do_not()
    {
        PolicySnapshot snapshot = Snapshot($$"""
            { "Name": "all", {{Mask}} },
            { "Name": "a", "Match": { "Users": ["a*"] }, {{Mask}} }
            """);
        SessionPolicy anna = snapshot.ForSession(new SessionFacts("anna", [], "shop", "pg"));

        Assert.Same(anna, snapshot.ForSession(new SessionFacts("abel", [], "other", "pg")));
        Assert.NotSame(anna, snapshot.ForSession(new SessionFacts("bob", [], "shop", "pg")));
        Assert.Equal(["all", "a"], anna.Masks.Select(mask => mask.Policy));
    }

    [Fact]
    public void A_session_without_policies_has_none()
    {
        PolicySnapshot snapshot = Snapshot($$"""{ "Name": "p", "Match": { "Users": ["x"] }, {{Mask}} }""");

        Assert.Same(SessionPolicy.None, snapshot.ForSession(new SessionFacts("app", [], "shop", "pg")));
        Assert.True(SessionPolicy.None.IsEmpty);
        Assert.Equal(Verdict.Allow, SessionPolicy.None.Judge(Statements.Batch(Statements.Of(Sql.Analysis.StatementKind.Drop).Hiding("x"))));
        Assert.True(Snapshot("""{ "Name": "p" }""").ForSession(new SessionFacts("app", [], "shop", "pg")).IsEmpty);
    }

    private static PolicySnapshot Snapshot(string policies) => PolicySnapshot.Compile(Configured.Policies(policies));
}
