using WireProxy.Configuration;

namespace WireProxy.Policy.Gaps;

/// <summary>Masks that can never apply: a stricter one always wins, or a rule refuses all that would meet them.</summary>
internal static class IdleMasks
{
    public static IEnumerable<CoverageNote> Find(ProxyOptions options)
    {
        (PolicyOptions Policy, MaskOptions Mask)[] masks = [.. options.Policies.SelectMany(policy => policy.Masks.Select(mask => (policy, mask)))];
        for (int at = 0; at < masks.Length; at++)
        {
            (PolicyOptions policy, MaskOptions mask) = masks[at];
            if (DeniesAll(policy))
                yield return Idle(mask, "its policy refuses every statement: Default is Deny and no rule allows any");
            else if (Refusal(policy, mask, options) is { } rule)
                yield return Idle(mask, $"{rule.Path} refuses every statement on its relation");
            else if (Winner(masks, at) is { } winner)
                yield return Idle(mask, $"{winner.Path} hides the same columns for the same sessions, and {(winner.With == mask.With ? "is the same mask" : "is stricter")}");
        }
    }

    private static bool DeniesAll(PolicyOptions policy) =>
        policy.Default == PolicyDefault.Deny && policy.Rules.All(static rule => rule.Effect != RuleEffect.Allow);

    private static RuleOptions? Refusal(PolicyOptions policy, MaskOptions mask, ProxyOptions options) =>
        options.Policies.Where(other => other.Match.Contains(policy.Match)).SelectMany(other => other.Rules).FirstOrDefault(rule =>
            rule.Effect == RuleEffect.Deny && rule.Statements == Sql.Analysis.StatementKinds.None && rule.Where is null && rule.Functions.IsEmpty
            && (rule.Relations.IsEmpty || rule.Relations.Any(relation => relation.Contains(mask.Column))));

    private static MaskOptions? Winner((PolicyOptions Policy, MaskOptions Mask)[] masks, int at)
    {
        (PolicyOptions policy, MaskOptions mask) = masks[at];
        for (int other = 0; other < masks.Length; other++)
        {
            MaskOptions candidate = masks[other].Mask;
            bool wins = candidate.With.Kind < mask.With.Kind || (other < at && candidate.With == mask.With);
            // Who may not compare the column may not do so under a stricter mask either, but this one says it.
            bool says = mask.Predicates == MaskPredicates.Allow || candidate.Predicates == MaskPredicates.Deny;
            if (other != at && wins && says && candidate.Column.Contains(mask.Column) && masks[other].Policy.Match.Contains(policy.Match))
                return candidate;
        }
        return null;
    }

    private static CoverageNote Idle(MaskOptions mask, string why) =>
        new(mask.Path, CoverageKind.NeverApplies, $"the mask {mask.With.Kind} of {mask.Column} never applies: {why}");
}
