namespace WireProxy.Configuration.Validators;

/// <summary>Rules do only what this version can do.</summary>
internal static class RuleValidator
{
    public static void Validate(ProxyOptions options, ReadingLog log)
    {
        foreach (RuleOptions rule in options.Policies.SelectMany(policy => policy.Rules))
            if (rule.Effect is RuleEffect.RequireApproval or RuleEffect.Limit)
                log.Wrong($"{rule.Path}:Effect", $"{rule.Effect} is not supported yet");
    }
}
