using WireProxy.Audit.Intake;

namespace WireProxy.Audit.Tests.Intake;

/// <summary>A disk that is full when the test says so.</summary>
internal sealed class FailingSegmentFiles : ISegmentFiles
{
    private readonly DiskSegmentFiles _disk = new();

    public volatile IOException? Failure;

    public SegmentFile Create(string path, int length) => Failure is { } failure ? throw failure : _disk.Create(path, length);

    public SegmentFile Open(string path) => _disk.Open(path);
}
