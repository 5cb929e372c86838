using WireProxy.Audit.Ledger;
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
        Assert.Equal("Hashed=1 AesGcm=2", Numbers<ChunkSealing>());
        Assert.Equal(
            "DayOpened=1 Started=2 SessionKey=3 Chunk=4 Head=5 CatalogClosed=6 Erased=7 Shredded=8 Held=9 Released=10",
            Numbers<FrameKind>());
        Assert.Equal("Allow=0 Deny=1 Approve=2", Numbers<VerdictOutcome>());
        Assert.Equal("Client=0 Server=1", Numbers<RecordedSide>());
    }

    private static string Numbers<T>()
        where T : struct, Enum =>
        string.Join(' ', Enum.GetValues<T>().Select(value => $"{value}={Convert.ToInt32(value, null)}"));
}
