namespace WireProxy.Configuration.Validators;

/// <summary>Policies are named in verdicts and recordings, so a name stands for one of them.</summary>
internal static class PolicyNameValidator
{
    public static void Validate(ProxyOptions options, ReadingLog log)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (PolicyOptions policy in options.Policies)
            if (policy.Name.Length > 0 && !seen.TryAdd(policy.Name, policy.Path))
                log.Wrong($"{policy.Path}:Name", $"'{policy.Name}' is also the name of {seen[policy.Name]}");
    }
}
