using WireProxy.Policy;
using WireProxy.Sql.Analysis;
using WireProxy.Tests.Configuration;
using static WireProxy.Tests.Policy.Statements;

namespace WireProxy.Tests.Policy;

public sealed class SessionPolicyTests
{
    [Theory]
    [InlineData("Ddl", StatementKind.Create, true)]
    [InlineData("Ddl", StatementKind.Truncate, true)]
    [InlineData("Ddl", StatementKind.Grant, false)]
    [InlineData("Ddl", StatementKind.Select, false)]
    [InlineData("Write", StatementKind.Merge, true)]
    [InlineData("Write", StatementKind.CopyIn, true)]
    [InlineData("Write", StatementKind.Do, true)]
    [InlineData("Write", StatementKind.Select, false)]
    [InlineData("Write", StatementKind.Create, false)]
    [InlineData("Read", StatementKind.CopyOut, true)]
    [InlineData("Read", StatementKind.FunctionCall, true)]
    [InlineData("Read", StatementKind.Insert, false)]
    [InlineData("select", StatementKind.Select, true)]
    public void Statement_names_and_groups_match_kinds(string name, StatementKind kind, bool denied) =>
        Assert.Equal(denied, IsDenied($$"""{ "Effect": "Deny", "Statements": ["{{name}}"] }""", Of(kind)));

    [Fact]
    public void A_nested_kind_counts() =>
        Assert.True(IsDenied("""{ "Effect": "Deny", "Statements": ["Delete"] }""", Of(StatementKind.Select, StatementKind.Delete)));

    [Theory]
    [InlineData("Missing", WherePresence.Missing, true)]
    [InlineData("Missing", WherePresence.Present, false)]
    [InlineData("Missing", WherePresence.None, false)]
    [InlineData("Present", WherePresence.Present, true)]
    [InlineData("None", WherePresence.None, true)]
    [InlineData("None", WherePresence.Missing, false)]
    public void Where_is_compared(string where, WherePresence actual, bool denied) =>
        Assert.Equal(denied, IsDenied(
            $$"""{ "Effect": "Deny", "Statements": ["Delete", "Update"], "Where": "{{where}}" }""",
            Of(StatementKind.Delete) with { Where = actual }));

    [Fact]
    public void Conditions_of_a_rule_must_all_hold()
    {
        const string Rule = """{ "Effect": "Deny", "Statements": ["Select", "Insert"], "Relations": ["hr.*", "staff"], "Functions": ["f", "g"] }""";
        StatementSummary all = Of(StatementKind.Insert).On("public.x", "other.staff").Calling("pg_catalog.g");

        Assert.True(IsDenied(Rule, all));
        Assert.False(IsDenied(Rule, all with { Kind = StatementKind.Update, Kinds = StatementKinds.Of(StatementKind.Update) }));
        Assert.False(IsDenied(Rule, all.On("public.x")));
        Assert.False(IsDenied(Rule, all.Calling("h")));
    }

    [Fact]
    public void A_rule_without_conditions_matches_every_statement()
    {
        Assert.True(IsDenied("""{ "Effect": "Deny" }""", Of(StatementKind.Show)));
        Assert.Equal(VerdictKind.Allow, Policy("""{ "Name": "p", "Rules": [ { "Effect": "Deny" } ] }""").Judge(Batch()).Kind);
    }

    [Fact]
    public void One_denied_statement_denies_its_batch() =>
        Assert.True(IsDenied("""{ "Effect": "Deny", "Statements": ["Drop"] }""", Of(StatementKind.Select), Of(StatementKind.Drop)));

    [Fact]
    public void The_first_denying_rule_in_policy_order_is_named()
    {
        SessionPolicy policy = Policy("""
            { "Name": "first", "Rules": [
                { "Effect": "Allow", "Statements": ["Drop"] },
                { "Effect": "Deny", "Statements": ["Grant"], "Message": "no grants" },
                { "Effect": "Deny", "Statements": ["Drop"] } ] },
            { "Name": "second", "Rules": [ { "Effect": "Deny", "Statements": ["Select"], "Message": "no reads" } ] }
            """);

        Assert.Equal(new Verdict(VerdictKind.Deny, "first", 2, "no grants"), policy.Judge(Batch(Of(StatementKind.Select), Of(StatementKind.Grant))));
        Assert.Equal(new Verdict(VerdictKind.Deny, "first", 3, "Drop is not allowed"), policy.Judge(Batch(Of(StatementKind.Drop))));
        Assert.Equal(new Verdict(VerdictKind.Deny, "second", 1, "no reads"), policy.Judge(Batch(Of(StatementKind.Select))));
        Assert.Equal(Verdict.Allow, policy.Judge(Batch(Of(StatementKind.Insert))));
    }

    [Fact]
    public void An_allow_rule_is_named_and_overrides_nothing()
    {
        SessionPolicy policy = Policy("""
            { "Name": "a", "Rules": [ { "Effect": "Allow", "Statements": ["Select", "Drop"], "Message": "reports" } ] },
            { "Name": "b", "Rules": [ { "Effect": "Deny", "Statements": ["Drop"] } ] }
            """);

        Assert.Equal(new Verdict(VerdictKind.Allow, "a", 1, "reports"), policy.Judge(Batch(Of(StatementKind.Select))));
        Assert.Equal(("b", 1), (policy.Judge(Batch(Of(StatementKind.Drop))).Policy, policy.Judge(Batch(Of(StatementKind.Drop))).Rule));
    }

    [Theory]
    [InlineData("""{ "Effect": "Deny", "Statements": ["Drop"] }""", "", "Deny", true)]
    [InlineData("""{ "Effect": "Deny", "Statements": ["Drop"] }""", "", "Allow", false)]
    [InlineData("""{ "Effect": "Allow", "Statements": ["Drop"] }""", "", "Deny", false)]
    [InlineData("", """{ "Column": "a.b", "With": "Full" }""", "Deny", true)]
    [InlineData("", """{ "Column": "a.b", "With": "Full" }""", "Allow", false)]
    [InlineData("", "", "Deny", false)]
    public void A_statement_that_hides_something_is_denied_where_a_rule_or_mask_might_apply(string rules, string masks, string unparsed, bool denied)
    {
        SessionPolicy policy = Policy($$"""{ "Name": "p", "Rules": [ {{rules}} ], "Masks": [ {{masks}} ], "Unparsed": "{{unparsed}}" }""");
        Verdict verdict = policy.Judge(Batch(Of(StatementKind.Select).Hiding("dynamic SQL")));

        Assert.Equal(
            denied ? new Verdict(VerdictKind.Deny, "p", null, "the statement can not be read completely: dynamic SQL") : VerdictKind.Allow,
            denied ? verdict : (object)verdict.Kind);
    }

    [Fact]
    public void Unparsed_is_each_policys_own_word()
    {
        SessionPolicy policy = Policy("""
            { "Name": "trusting", "Rules": [ { "Effect": "Deny", "Statements": ["Drop"] } ], "Unparsed": "Allow" },
            { "Name": "strict", "Rules": [ { "Effect": "Deny", "Statements": ["Grant"] } ] }
            """);

        Assert.Equal("strict", policy.Judge(Batch(Of(StatementKind.Other).Hiding("x"))).Policy);
        Assert.Equal("trusting", policy.Judge(Batch(Of(StatementKind.Drop).Hiding("x"))).Policy);
    }

    [Fact]
    public void A_catalog_narrows_what_an_unqualified_name_may_be()
    {
        SessionPolicy policy = Policy("""{ "Name": "p", "Rules": [ { "Effect": "Deny", "Relations": ["hr.*"] } ] }""");
        var catalog = new HrCatalog("salaries");

        Assert.Equal(VerdictKind.Deny, policy.Judge(Batch(Of(StatementKind.Select).On("orders"))).Kind);
        Assert.Equal(VerdictKind.Allow, policy.Judge(Batch(Of(StatementKind.Select).On("orders")), catalog).Kind);
        Assert.Equal(VerdictKind.Deny, policy.Judge(Batch(Of(StatementKind.Select).On("salaries")), catalog).Kind);
        Assert.Equal(VerdictKind.Deny, policy.Judge(Batch(Of(StatementKind.Select).On("hr.orders")), catalog).Kind);
    }

    [Theory]
    [InlineData("""{ "Effect": "Deny", "Statements": ["Delete", "Update"], "Where": "Missing" }""", "Update, Delete without WHERE is not allowed")]
    [InlineData("""{ "Effect": "Deny", "Relations": ["hr.*", "staff"] }""", "statement on hr.*, staff is not allowed")]
    [InlineData("""{ "Effect": "Deny", "Statements": ["Select"], "Functions": ["pg_sleep"] }""", "Select calling pg_sleep is not allowed")]
    [InlineData("""{ "Effect": "Deny" }""", "statement is not allowed")]
    public void A_rule_without_message_tells_its_conditions(string rule, string message)
    {
        StatementSummary statement = (Of(StatementKind.Select, StatementKind.Delete) with { Where = WherePresence.Missing }).On("staff").Calling("pg_sleep");
        Assert.Equal(message, Policy($$"""{ "Name": "p", "Rules": [ {{rule}} ] }""").Judge(Batch(statement)).Message);
    }

    private static bool IsDenied(string rule, params StatementSummary[] statements) =>
        Policy($$"""{ "Name": "p", "Rules": [ {{rule}} ] }""").Judge(Batch(statements)).Kind == VerdictKind.Deny;

    private static SessionPolicy Policy(string policies) =>
        PolicySnapshot.Compile(Configured.Policies(policies)).ForSession(new SessionFacts("app", [], "shop", "pg"));

    private sealed class HrCatalog(params string[] relations) : IRelationCatalog
    {
        public bool MayHold(NamePart schema, string relation) => schema.Matches("hr") && relations.Contains(relation);
    }
}
