using WireProxy.Configuration;
using WireProxy.Sql.Analysis;

namespace WireProxy.Policy.Gaps;

/// <summary>What a Deny rule can not see.</summary>
internal static class RuleSight
{
    private static readonly StatementKinds Calling = StatementKinds.Of(StatementKind.Call).With(StatementKind.Do)
        .With(StatementKind.FunctionCall).With(StatementKind.Execute);

    public static IEnumerable<CoverageNote> Find(ProxyOptions options) => options.Policies.SelectMany(Find);

    private static IEnumerable<CoverageNote> Find(PolicyOptions policy)
    {
        bool denies = policy.Rules.Any(static rule => rule.Effect == RuleEffect.Deny);
        if (policy.Unparsed == UnparsedEffect.Allow && (denies || !policy.Masks.IsEmpty))
            yield return Unseen(policy.Path, "Unparsed is Allow: a statement that can not be read completely passes the rules with all that it hides");
        foreach (RuleOptions rule in policy.Rules.Where(static rule => rule.Effect == RuleEffect.Deny))
        {
            if (!rule.Relations.IsEmpty)
                yield return Unseen(rule.Path, $"views, functions, triggers and foreign keys that use {string.Join(", ", rule.Relations)} under other names; deny them by name, too");
            if (!rule.Functions.IsEmpty)
                yield return Unseen(rule.Path, $"calls of {string.Join(", ", rule.Functions)} from inside other functions, operators, casts, views and triggers");
            if (rule.Where == WherePresence.Missing)
                yield return Unseen(rule.Path, "a WHERE that is always true, as in WHERE true, is a WHERE");
            if (rule.Statements != StatementKinds.None && !rule.Statements.Overlaps(Calling))
                yield return Unseen(rule.Path, $"{string.Join(", ", rule.Statements.Members())} inside functions and procedures that a statement calls");
        }
    }

    private static CoverageNote Unseen(string path, string what) => new(path, CoverageKind.NotSeen, $"not seen: {what}");
}
