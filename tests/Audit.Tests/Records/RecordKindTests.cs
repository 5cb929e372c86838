using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Tests.Records;

public sealed class RecordKindTests
{
    [Fact]
    public void Numbers_on_disk_never_change()
    {
        Assert.Equal(
            "SessionOpened=1 ClientBytes=2 ServerBytes=3 Identity=4 Verdict=5 MasksApplied=6 Redacted=7 Event=8 SessionEnded=9",
            Numbers<RecordKind>());
        Assert.Equal("Hashed=1", Numbers<ChunkSealing>());
        Assert.Equal("Allow=0 Deny=1 Approve=2", Numbers<VerdictOutcome>());
        Assert.Equal("Client=0 Server=1", Numbers<RecordedSide>());
    }

    private static string Numbers<T>()
        where T : struct, Enum =>
        string.Join(' ', Enum.GetValues<T>().Select(value => $"{value}={Convert.ToInt32(value, null)}"));
}
