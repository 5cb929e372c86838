using WireProxy.Policy;

namespace WireProxy.Configuration.Validators;

/// <summary>Refuses a match that can never hold: its policy would silently protect nothing.</summary>
internal static class PolicyMatchValidator
{
    public static void Validate(ProxyOptions options, ReadingLog log)
    {
        string[] endpoints = [.. options.Endpoints.Select(endpoint => endpoint.Name)];
        foreach (PolicyOptions policy in options.Policies)
        {
            foreach (string wanted in policy.Match.Endpoints)
                if (!endpoints.Any(name => Glob.Matches(wanted, name, StringComparison.OrdinalIgnoreCase)))
                    log.Wrong($"{policy.Path}:Match:Endpoints", $"'{wanted}': no such endpoint{NearestName.Hint(wanted, endpoints)}");
            // A login that passes through says who the user is, but not in which groups.
            if (policy.Match.Groups.Any(group => group != Glob.Any))
                log.Wrong($"{policy.Path}:Match:Groups", "groups are not supported yet");
        }
    }
}
