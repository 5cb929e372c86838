using System.Collections.Immutable;
using WireProxy.Configuration;

namespace WireProxy.Policy;

/// <summary>Decides whether a session is under a policy: every list that is not empty must hold one of its facts.</summary>
internal sealed class PolicyScope(MatchOptions match)
{
    public bool Covers(in SessionFacts facts) =>
        Holds(match.Users, facts.User, StringComparison.Ordinal)
        && Holds(match.Databases, facts.Database, StringComparison.Ordinal)
        // Configuration keys, which endpoint names are, have no case.
        && Holds(match.Endpoints, facts.Endpoint, StringComparison.OrdinalIgnoreCase)
        && HoldsGroup(facts.Groups);

    /// <summary>Whether the policy is for any of these databases, whoever the user is.</summary>
    public bool CoversAny(IReadOnlyCollection<string> databases, StringComparison comparison)
    {
        if (match.Databases.IsEmpty)
            return true;
        foreach (string database in databases)
            if (Holds(match.Databases, database, comparison))
                return true;
        // A session without a database is still under the policies for any.
        return match.Databases.Contains(Glob.Any);
    }

    private bool HoldsGroup(ImmutableArray<string> groups)
    {
        if (match.Groups.IsEmpty || match.Groups.Contains(Glob.Any) || groups.IsDefault)
            return true;
        foreach (string group in groups)
            if (Holds(match.Groups, group, StringComparison.Ordinal))
                return true;
        return false;
    }

    private static bool Holds(ImmutableArray<string> patterns, string? fact, StringComparison comparison)
    {
        if (patterns.IsEmpty || fact is null)
            return true;
        foreach (string pattern in patterns)
            if (Glob.Matches(pattern, fact, comparison))
                return true;
        return false;
    }
}
