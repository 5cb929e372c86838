using WireProxy.Configuration;
using WireProxy.Sql.Analysis;

namespace WireProxy.Policy.Gaps;

/// <summary>Rules that decide nothing.</summary>
internal static class IdleRules
{
    // No MySQL statement is of these kinds.
    private static readonly StatementKinds PostgresOnly = StatementKinds.Of(StatementKind.CopyProgram).With(StatementKind.FunctionCall);

    public static IEnumerable<CoverageNote> Find(ProxyOptions options) => options.Policies.SelectMany(policy => Find(policy, options));

    private static IEnumerable<CoverageNote> Find(PolicyOptions policy, ProxyOptions options)
    {
        bool isMySql = UncoveredSessions.EndpointsOf(policy, options).All(static endpoint => endpoint.Protocol == EndpointProtocol.MySql);
        for (int at = 0; at < policy.Rules.Length; at++)
        {
            RuleOptions rule = policy.Rules[at];
            if (rule.Effect == RuleEffect.Allow && policy.Default == PolicyDefault.Allow)
                yield return Idle(rule, "an Allow rule decides nothing without \"Default\": \"Deny\" on its policy");
            else if (policy.Rules.Take(at).FirstOrDefault(earlier => Contains(earlier, rule)) is { } earlier)
                yield return Idle(rule, $"{earlier.Path} decides about all that it is about");
            else if (isMySql && rule.Statements != StatementKinds.None && (rule.Statements.Bits & ~PostgresOnly.Bits) == 0)
                yield return Idle(rule, "its endpoints speak MySQL, which has no such statements");
        }
    }

    private static bool Contains(RuleOptions one, RuleOptions other) =>
        one.Effect == RuleEffect.Deny && one.Fingerprints.IsEmpty
        && one.Statements.Contains(other.Statements)
        && (one.Where is null || one.Where == other.Where)
        && Containment.Contains(one.Relations, other.Relations, static (wide, narrow) => wide.Contains(narrow))
        && Containment.Contains(one.Functions, other.Functions, static (wide, narrow) => wide.Contains(narrow));

    private static CoverageNote Idle(RuleOptions rule, string why) => new(rule.Path, CoverageKind.NeverApplies, $"the rule decides nothing: {why}");
}
