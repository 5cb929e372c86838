using WireProxy.Policy;
using WireProxy.Sessions;
using WireProxy.Tests.Configuration;

namespace WireProxy.Tests.Sessions;

public sealed class SessionScopeTests
{
    private const string DenyDrop = """{ "Name": "p", "Rules": [ { "Effect": "Deny", "Statements": ["Drop"] } ] }""";
    private const string DenyAlter = """{ "Name": "p", "Rules": [ { "Effect": "Deny", "Statements": ["Alter"] } ] }""";
    private const string MaskSsn = """{ "Name": "m", "Masks": [ { "Column": "customers.ssn", "With": "Last4" } ] }""";
    private const string MaskSsnFull = """{ "Name": "m", "Masks": [ { "Column": "customers.ssn", "With": "Full" } ] }""";
    private const string OthersOnly = """{ "Name": "o", "Match": { "Users": ["other"] }, "Rules": [ { "Effect": "Deny" } ] }""";

    [Theory]
    [InlineData(DenyDrop, DenyDrop)]
    [InlineData(DenyDrop, $"{OthersOnly}, {DenyDrop}")]
    [InlineData("", OthersOnly)]
    public void Policies_that_say_the_same_change_nothing(string before, string after)
    {
        SessionScope scope = Scope(before);
        scope.NoteKept();
        PolicySnapshot current = Snapshot(after);
        Assert.Same(scope.Began, scope.Under(current));
        Assert.False(scope.IsOutdated(current));
    }

    [Theory]
    [InlineData(DenyDrop, DenyAlter)]
    [InlineData(DenyDrop, "")]
    [InlineData($"{DenyDrop}, {MaskSsn}", $"{DenyAlter}, {MaskSsn}")]
    public void Other_rules_hold_for_the_session_as_it_is(string before, string after)
    {
        SessionScope scope = Scope(before);
        PolicySnapshot current = Snapshot(after);
        Assert.NotNull(scope.Under(current));
        Assert.NotSame(scope.Began, scope.Under(current));
        Assert.False(scope.IsOutdated(current));
    }

    [Theory]
    [InlineData(MaskSsn, MaskSsnFull)]
    [InlineData(MaskSsn, "")]
    [InlineData(DenyDrop, $"{DenyDrop}, {MaskSsn}")]
    [InlineData("", DenyDrop)]
    [InlineData("", MaskSsn)]
    public void Other_masks_and_policies_for_a_session_that_had_none_end_it(string before, string after)
    {
        SessionScope scope = Scope(before);
        PolicySnapshot current = Snapshot(after);
        Assert.Null(scope.Under(current));
        Assert.True(scope.IsOutdated(current));
    }

    [Fact]
    public void A_text_that_was_judged_under_other_rules_and_can_still_be_run_ends_it()
    {
        SessionScope scope = Scope(DenyDrop);
        PolicySnapshot second = Snapshot(DenyAlter);
        scope.Under(second);
        scope.NoteKept();
        Assert.False(scope.IsOutdated(second));
        Assert.True(scope.IsOutdated(Snapshot(DenyDrop)));
    }

    private static SessionScope Scope(string policies) => new(new SessionFacts("app", [], "shop", "pg"), Snapshot(policies));

    private static PolicySnapshot Snapshot(string policies) => PolicySnapshot.Compile(Configured.Policies(policies));
}
