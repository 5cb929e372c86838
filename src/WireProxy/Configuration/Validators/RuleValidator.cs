namespace WireProxy.Configuration.Validators;

/// <summary>Rules do only what this version can do.</summary>
internal static class RuleValidator
{
    public static void Validate(ProxyOptions options, ReadingLog log)
    {
        foreach (RuleOptions rule in options.Policies.SelectMany(policy => policy.Rules))
        {
            if (rule.Effect is RuleEffect.RequireApproval or RuleEffect.Limit)
                log.Wrong($"{rule.Path}:Effect", $"{rule.Effect} is not supported yet");
            // Whoever wants past a denied shape writes the statement in another one.
            if (rule.Effect == RuleEffect.Deny && !rule.Fingerprints.IsEmpty)
                log.Wrong($"{rule.Path}:Fingerprints", "can allow statements, not deny them");
        }
    }
}
