namespace WireProxy.Audit.Intake;

/// <summary>Where segment files come from; tests put a full disk here.</summary>
internal interface ISegmentFiles
{
    /// <summary>Creates a file with every block allocated, all zero.</summary>
    SegmentFile Create(string path, int length);

    /// <summary>Opens one that an earlier process left.</summary>
    SegmentFile Open(string path);
}
