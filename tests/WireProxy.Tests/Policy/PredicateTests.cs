using System.Text;
using WireProxy.Cli.Check;
using WireProxy.Configuration;
using WireProxy.Policy;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Tests.Configuration;

namespace WireProxy.Tests.Policy;

/// <summary>Masks under which a column may not be compared.</summary>
public sealed class PredicateTests
{
    private const string Masks = """{ "Name": "pii", "Masks": [ { "Column": "public.customers.ssn", "With": "Last4", "Predicates": "Deny" } ] }""";

    [Theory]
    [InlineData("SELECT id FROM customers WHERE ssn LIKE '1%'", false)]
    [InlineData("SELECT id FROM public.customers c WHERE c.\"ssn\" = $1", false)]
    [InlineData("SELECT ssn FROM customers WHERE id = 1", true)]
    [InlineData("SELECT * FROM customers", true)]
    [InlineData("SELECT ssn FROM customers ORDER BY ssn", false)]
    [InlineData("SELECT id FROM orders WHERE ssn = '1'", true)]
    [InlineData("SELECT id FROM hr.customers WHERE ssn = '1'", true)]
    [InlineData("SELECT id FROM customer_view WHERE s = '1'", false)]
    [InlineData("SELECT s FROM customer_view", true)]
    [InlineData("UPDATE customers SET ssn = '1' WHERE id = 1", true)]
    [InlineData("SELECT 1 FROM customers; SELECT id FROM customers WHERE ssn = '1'", false)]
    [InlineData("SELECT 'open", false)]
    public void A_statement_that_may_compare_the_column_is_denied(string sql, bool allowed)
    {
        SessionPolicy policy = PolicySnapshot.Compile(Configured.Policies(Masks.Replace("] }", "], \"Unparsed\": \"Allow\" }", StringComparison.Ordinal))).ForSession(default);
        byte[] text = Encoding.UTF8.GetBytes(sql);
        LexicalContext context = LexicalContext.PostgresDefault;
        Verdict verdict = policy.Judge(policy.Complete(PostgresAnalyzer.Analyze(text, context), text, context), new OneView());
        Assert.Equal(allowed, verdict.Kind == VerdictKind.Allow);
        if (!allowed)
            Assert.Equal(("pii", "comparing public.customers.ssn is not allowed"), (verdict.Policy, verdict.Message));
    }

    [Theory]
    [InlineData("SELECT id FROM customers WHERE SSN LIKE '1%'", "deny")]
    [InlineData("SELECT id FROM `public`.`customers` WHERE `ssn` = ?", "deny")]
    [InlineData("SELECT id FROM customers WHERE id = 1 /*! OR ssn = 1 */", "deny")]
    [InlineData("SELECT ssn FROM customers WHERE id = 1", "allow")]
    public void In_MySql_too(string sql, string verdict)
    {
        PolicySnapshot policies = PolicySnapshot.Compile(Configured.Policies(Masks));
        IStatementCheck check = StatementChecks.Of(EndpointProtocol.MySql, policies, new SessionFacts(null, default, "public", null));
        Assert.Equal(verdict, CheckWords.Of(check.Run(Encoding.UTF8.GetBytes(sql)).Verdict.Kind));
    }

    [Fact]
    public void Without_analysed_names_everything_on_the_relation_is_denied()
    {
        SessionPolicy policy = PolicySnapshot.Compile(Configured.Policies(Masks)).ForSession(default);
        Assert.Equal(VerdictKind.Deny, policy.Judge(Statements.Batch(Statements.Of(StatementKind.Select).On("customers"))).Kind);
    }

    private sealed class OneView : IRelationCatalog
    {
        public bool MayHold(NamePart schema, string relation) => true;

        public bool MayShowMasked(SqlName relation) => relation.Name == "customer_view";
    }
}
