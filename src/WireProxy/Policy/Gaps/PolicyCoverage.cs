using WireProxy.Configuration;

namespace WireProxy.Policy.Gaps;

/// <summary>Looks for one kind of gap.</summary>
internal delegate IEnumerable<CoverageNote> CoverageCheck(ProxyOptions options);

/// <summary>What the policies of a configuration leave open. It knows no database: whether a column is there only serve can tell.</summary>
internal static class PolicyCoverage
{
    private static readonly IReadOnlyList<CoverageCheck> Checks =
    [
        IdleMasks.Find,
        IdleRules.Find,
        RuleSight.Find,
        MaskSight.Find,
        UncoveredSessions.Find,
    ];

    public static IReadOnlyList<CoverageNote> Of(ProxyOptions options) => [.. Checks.SelectMany(check => check(options))];
}
