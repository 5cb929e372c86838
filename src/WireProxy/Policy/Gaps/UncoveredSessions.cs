using WireProxy.Configuration;

namespace WireProxy.Policy.Gaps;

/// <summary>Sessions that are under no policy: everything passes, and is recorded.</summary>
internal static class UncoveredSessions
{
    /// <summary>The endpoints that a policy is for.</summary>
    public static IEnumerable<EndpointOptions> EndpointsOf(PolicyOptions policy, ProxyOptions options) => options.Endpoints.Where(
        endpoint => policy.Match.Endpoints.IsEmpty || policy.Match.Endpoints.Any(wanted => Glob.Matches(wanted, endpoint.Name, StringComparison.OrdinalIgnoreCase)));

    public static IEnumerable<CoverageNote> Find(ProxyOptions options)
    {
        foreach (EndpointOptions endpoint in options.Endpoints)
        {
            PolicyOptions[] covering = [.. options.Policies.Where(policy => EndpointsOf(policy, options).Contains(endpoint))];
            if (covering.Any(static policy => IsForAll(policy.Match)))
                continue;
            string who = covering.Length == 0
                ? "no policy is for its sessions"
                : $"no policy is for the sessions of other users or databases than those of {string.Join(", ", covering.Select(policy => policy.Name))}";
            yield return new CoverageNote(endpoint.Path, CoverageKind.NotCovered, $"{who}: their statements are recorded, and all allowed");
        }
    }

    private static bool IsForAll(MatchOptions match) =>
        (match.Users.IsEmpty || match.Users.Contains(Glob.Any)) && (match.Databases.IsEmpty || match.Databases.Contains(Glob.Any));
}
