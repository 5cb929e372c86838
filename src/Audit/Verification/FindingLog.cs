namespace WireProxy.Audit.Verification;

/// <summary>Collects findings: what is wrong with one byte may show in many places, and the first counts.</summary>
internal sealed class FindingLog
{
    private const int MaxKept = 100;

    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    public void Add(Finding finding)
    {
        if (_findings.Count < MaxKept)
            _findings.Add(finding);
    }
}
