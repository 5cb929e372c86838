using WireProxy.Audit;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;
using WireProxy.Replay;
using WireProxy.Replay.Terminal;

namespace WireProxy.Tests.Replay.Terminal;

public sealed class TerminalPlayerTests : IAsyncLifetime
{
    private RecordedFolder? _folder;
    private AuditArchive? _archive;
    private RecordedSession? _session;
    private List<TimeSpan> _gaps = [];

    public async Task InitializeAsync()
    {
        _folder = await RecordedFolder.OfAsync(Recording.Postgres.Transcript.LoggedIn().Query("select 1").Columns().Rows(2).Complete("SELECT 2").Ready());
        _archive = AuditArchive.Open(_folder.AuditPath);
        SessionEntry entry = Assert.Single(await _archive.ListSessionsAsync(new SessionQuery(), default));
        _session = new RecordedSession(_archive, entry);
        List<StoredRecord> records = await _session.RecordsAsync(default).ToListAsync();
        _gaps = [.. records.Zip(records.Skip(1), (before, after) => after.Header.Elapsed - before.Header.Elapsed).Prepend(records[0].Header.Elapsed)];
    }

    public async Task DisposeAsync()
    {
        await _archive!.DisposeAsync();
        _folder!.Dispose();
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-6)]
    [InlineData(4e-6)]
    public async Task Pauses_are_as_long_as_they_were_divided_by_the_speed(double speed)
    {
        List<TimeSpan> waits = await PlayAsync(new Playback { Speed = speed });

        // Recorded in microseconds, waited for in milliseconds.
        Assert.Equal(_gaps.Select(gap => TimeSpan.FromMilliseconds((long)(gap / speed).TotalMilliseconds)).Where(gap => gap > TimeSpan.Zero), waits);
        Assert.NotEmpty(waits);
    }

    [Fact]
    public async Task No_pause_is_longer_than_the_longest()
    {
        List<TimeSpan> waits = await PlayAsync(new Playback { Speed = 1e-6, LongestPause = TimeSpan.FromSeconds(2) });

        Assert.Equal(TimeSpan.FromSeconds(2), waits.Max());
    }

    [Fact]
    public async Task What_is_before_the_start_is_passed_over_without_a_pause()
    {
        TimeSpan end = _gaps.Aggregate(TimeSpan.Zero, (sum, gap) => sum + gap);

        Assert.Empty(await PlayAsync(new Playback { From = end }));
    }

    private async Task<List<TimeSpan>> PlayAsync(Playback playback)
    {
        var time = new WaitedTime();
        await new TerminalPlayer(TextWriter.Null, playback, time).PlayAsync(_session!, default);
        return time.Waits;
    }
}
