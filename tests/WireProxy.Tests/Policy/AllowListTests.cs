using System.Text;
using WireProxy.Policy;
using WireProxy.Sessions.MySql.Statements;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Fingerprints;
using WireProxy.Sql.Lexing;
using WireProxy.Tests.Configuration;
using static WireProxy.Tests.Policy.Statements;

namespace WireProxy.Tests.Policy;

/// <summary>Policies that refuse what they do not allow.</summary>
public sealed class AllowListTests
{
    [Fact]
    public void Only_statements_of_a_listed_shape_are_allowed()
    {
        string listed = Fingerprint("SELECT id FROM orders WHERE id = 1");
        SessionPolicy policy = Policy($$"""{ "Name": "list", "Default": "Deny", "Rules": [ { "Effect": "Allow", "Fingerprints": ["{{listed}}"] } ] }""");

        Assert.Equal(new Verdict(VerdictKind.Allow, "list", 1), Judge(policy, "select id from orders where id = 2 -- again"));
        Verdict other = Judge(policy, "SELECT id FROM orders WHERE id = 1 OR true");
        Assert.Equal(("list", null, VerdictKind.Deny), (other.Policy, other.Rule, other.Kind));
        Assert.Equal("no rule of the policy allows the statement", other.Message);
        Assert.Equal(VerdictKind.Deny, Judge(policy, "SELECT id FROM orders WHERE id = 1; SELECT 1").Kind);
        Assert.Equal(VerdictKind.Allow, Judge(policy, "SELECT id FROM orders WHERE id = 1; SELECT id FROM orders WHERE id = 7").Kind);
        Assert.Equal(VerdictKind.Deny, Judge(policy, "SELECT id FROM orders WHERE id = 'open").Kind);
        Assert.Equal(VerdictKind.Allow, Judge(policy, " ; ").Kind);
    }

    [Fact]
    public void Without_a_fingerprint_nothing_is_on_a_list()
    {
        SessionPolicy policy = Policy($$"""{ "Name": "list", "Default": "Deny", "Rules": [ { "Effect": "Allow", "Fingerprints": ["{{Fingerprint("SELECT 1")}}"] } ] }""");
        Assert.Equal(VerdictKind.Deny, policy.Judge(Batch(Of(StatementKind.Select))).Kind);
        Assert.False(policy.IsEmpty);
    }

    [Fact]
    public void A_list_allows_what_can_not_be_read_completely_but_no_other_condition_does()
    {
        const string Sql = "DO $$ BEGIN EXECUTE a; END $$";
        Assert.Equal(VerdictKind.Allow, Judge(Policy($$"""{ "Name": "p", "Default": "Deny", "Rules": [ { "Effect": "Allow", "Fingerprints": ["{{Fingerprint(Sql)}}"] } ] }"""), Sql).Kind);
        Assert.Equal(VerdictKind.Deny, Judge(Policy("""{ "Name": "p", "Default": "Deny", "Rules": [ { "Effect": "Allow", "Statements": ["Do"] } ] }"""), Sql).Kind);
        Assert.Equal(VerdictKind.Deny, Judge(Policy("""{ "Name": "p", "Default": "Deny", "Unparsed": "Allow", "Rules": [ { "Effect": "Allow" } ] }"""), Sql).Kind);
    }

    [Fact]
    public void A_deny_rule_wins_over_a_list()
    {
        SessionPolicy policy = Policy($$"""
            { "Name": "p", "Default": "Deny", "Rules": [
              { "Effect": "Allow", "Fingerprints": ["{{Fingerprint("DROP TABLE t")}}"] }, { "Effect": "Deny", "Statements": ["Drop"] } ] }
            """);
        Assert.Equal(2, Judge(policy, "DROP TABLE t").Rule);
    }

    [Fact]
    public void The_list_of_one_policy_says_nothing_for_another()
    {
        const string Sql = "SELECT 1";
        string list = $$"""[ { "Effect": "Allow", "Fingerprints": ["{{Fingerprint(Sql)}}"] } ]""";
        SessionPolicy policy = Policy($$"""{ "Name": "open", "Rules": {{list}} }, { "Name": "closed", "Default": "Deny" }""");
        Assert.Equal("closed", Judge(policy, Sql).Policy);
    }

    [Theory]
    [InlineData("""{ "Effect": "Allow", "Statements": ["Select"] }""", "SELECT 1", true)]
    [InlineData("""{ "Effect": "Allow", "Statements": ["Select"] }""", "WITH d AS (DELETE FROM t RETURNING a) SELECT a FROM d", false)]
    [InlineData("""{ "Effect": "Allow", "Relations": ["orders"] }""", "SELECT id FROM orders", true)]
    [InlineData("""{ "Effect": "Allow", "Relations": ["orders"] }""", "SELECT id FROM orders, staff", false)]
    [InlineData("""{ "Effect": "Allow", "Relations": ["orders"] }""", "SELECT 1", false)]
    [InlineData("""{ "Effect": "Allow", "Relations": ["public.*"] }""", "SELECT id FROM public.orders", true)]
    [InlineData("""{ "Effect": "Allow", "Relations": ["public.*"] }""", "SELECT id FROM orders", false)]
    [InlineData("""{ "Effect": "Allow", "Relations": ["*.orders"] }""", "SELECT id FROM orders", true)]
    [InlineData("""{ "Effect": "Allow", "Functions": ["lower"] }""", "SELECT lower('A')", true)]
    [InlineData("""{ "Effect": "Allow", "Functions": ["lower"] }""", "SELECT lower('A'), pg_sleep(1)", false)]
    [InlineData("""{ "Effect": "Allow", "Functions": ["lower"] }""", "SELECT lower(o.name) FROM orders o", false)]
    [InlineData("""{ "Effect": "Allow", "Statements": ["Delete"], "Where": "Present" }""", "DELETE FROM t WHERE a = 1", true)]
    [InlineData("""{ "Effect": "Allow", "Statements": ["Delete"], "Where": "Present" }""", "DELETE FROM t", false)]
    public void A_rule_allows_only_what_is_about_nothing_else(string rule, string sql, bool allowed) =>
        Assert.Equal(allowed, Judge(Policy($$"""{ "Name": "p", "Default": "Deny", "Rules": [ {{rule}} ] }"""), sql).Kind == VerdictKind.Allow);

    [Theory]
    [InlineData("SELECT id FROM orders", "shop", true)]
    [InlineData("SELECT id FROM orders", "other", false)]
    [InlineData("SELECT id FROM orders", null, false)]
    [InlineData("SELECT id FROM shop.orders", "other", true)]
    [InlineData("DELETE FROM shop.orders WHERE id IN (1, 2)", "other", true)]
    [InlineData("DELETE FROM shop.orders WHERE id IN (1, 2) /*! OR 1 */", "other", false)]
    public void In_MySql_a_name_is_in_the_current_database(string sql, string? database, bool allowed)
    {
        var judge = new StatementJudge(Policy($$"""
            { "Name": "p", "Default": "Deny", "Rules": [
              { "Effect": "Allow", "Statements": ["Select"], "Relations": ["shop.orders"] },
              { "Effect": "Allow", "Fingerprints": ["{{MySqlFingerprint("DELETE FROM shop.orders WHERE id IN (?)")}}"] } ] }
            """));
        JudgingScope scope = judge.ScopeOf(new ServerSettings(LexicalContext.MySqlDefault, NameCase.Sensitive, database), "");
        Assert.Equal(allowed, judge.Judge(Encoding.UTF8.GetBytes(sql), scope).Verdict.Kind == VerdictKind.Allow);
    }

    [Theory]
    [InlineData("""{ "Name": "p", "Rules": [ { "Effect": "Deny", "Fingerprints": ["01000000000000000000000000000000"] } ] }""", "can allow statements, not deny them")]
    [InlineData("""{ "Name": "p", "Rules": [ { "Effect": "Allow", "Fingerprints": ["01"] } ] }""", "expected 32 hexadecimal digits")]
    [InlineData("""{ "Name": "p", "Rules": [ { "Effect": "Allow", "Fingerprints": ["09000000000000000000000000000000"] } ] }""", "is of version 9")]
    [InlineData("""{ "Name": "p", "Default": "Refuse" }""", "one of Allow, Deny")]
    public void Mistakes_are_configuration_errors(string policy, string error) =>
        Assert.Contains(error, Assert.Single(Configured.PolicyErrors(policy)), StringComparison.Ordinal);

    private static SessionPolicy Policy(string policies) => PolicySnapshot.Compile(Configured.Policies(policies)).ForSession(default);

    private static Verdict Judge(SessionPolicy policy, string sql)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        LexicalContext context = LexicalContext.PostgresDefault;
        return policy.Judge(policy.Complete(PostgresAnalyzer.Analyze(text, context), text, context));
    }

    private static string Fingerprint(string sql)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        LexicalContext context = LexicalContext.PostgresDefault;
        return StatementFingerprints.AddTo(PostgresAnalyzer.Analyze(text, context), text, context).Statements[0].Fingerprint!.Value.ToString();
    }

    private static string MySqlFingerprint(string sql)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        LexicalContext context = LexicalContext.MySqlDefault;
        return StatementFingerprints.AddTo(MySqlAnalyzer.Analyze(text, context), text, context).Statements[0].Fingerprint!.Value.ToString();
    }
}
