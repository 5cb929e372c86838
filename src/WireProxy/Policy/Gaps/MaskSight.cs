using WireProxy.Configuration;

namespace WireProxy.Policy.Gaps;

/// <summary>What a mask leaves open.</summary>
internal static class MaskSight
{
    public static IEnumerable<CoverageNote> Find(ProxyOptions options)
    {
        foreach (PolicyOptions policy in options.Policies)
        {
            foreach (MaskOptions mask in policy.Masks)
            {
                if (mask.Predicates == MaskPredicates.Allow)
                    yield return new CoverageNote(mask.Path, CoverageKind.NotSeen, $"not seen: what WHERE, ORDER BY and joins tell about {mask.Column}");
            }
        }
    }
}
