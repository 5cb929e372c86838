using System.Globalization;
using System.Text;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Tests.Stores;

namespace WireProxy.Audit.Tests.Intake;

public sealed class CrashPointTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _snapshots = new();
    private readonly Lock _appending = new();
    private int _acknowledged;

    public void Dispose()
    {
        _folder.Dispose();
        _snapshots.Dispose();
    }

    [Fact]
    public async Task Killed_before_or_after_any_commit_nothing_is_lost_or_doubled()
    {
        SnapshottingStore store = await RecordAsync();

        Assert.InRange(store.Snapshots.Count, 8, 400);
        foreach ((string folder, int acknowledged) in store.Snapshots.Where(snapshot => snapshot.Acknowledged > 0))
        {
            var options = new AuditLogOptions { Path = folder };
            await (await AuditLog.OpenAsync(options, new LineIndexers(), TimeProvider.System, default)).DisposeAsync();
            await CheckAsync(folder, acknowledged);
        }
    }

    private async Task<SnapshottingStore> RecordAsync()
    {
        var store = new SnapshottingStore(_folder.Path, _snapshots.Path, _appending, () => Volatile.Read(ref _acknowledged));
        var options = new AuditLogOptions { Path = _folder.Path, SegmentBytes = 1 << 20, ChunkAge = TimeSpan.FromMilliseconds(20) };
        await using AuditLog log = await AuditLog.OpenAsync(options, () => store, new LineIndexers(), TimeProvider.System, default);
        SessionLog session = log.BeginSession(new SessionHeader("e", "Lines", "c"));
        for (int n = 0; n < 400; n++)
        {
            lock (_appending)
                session.Append(RecordKind.ClientBytes, Encoding.ASCII.GetBytes($"{n.ToString(CultureInfo.InvariantCulture)} {new string('.', n * 53 % 20_000)}\n"));
            Volatile.Write(ref _acknowledged, n + 1);
            await session.MakeDurableAsync(default);
            if (n % 20 == 0)
                await Task.Delay(10);
        }
        return store;
    }

    private static async Task CheckAsync(string folder, int acknowledged)
    {
        await using AuditArchive archive = AuditArchive.Open(folder);
        IReadOnlyList<SessionEntry> sessions = await archive.ListSessionsAsync(new SessionQuery(), default);
        SessionEntry session = Assert.Single(sessions);
        List<StoredRecord> records = await AuditLogTests.RecordsAsync(archive, session.Id);
        Assert.Equal(Enumerable.Range(1, records.Count).Select(n => (long)n), records.Select(record => record.Header.Sequence));
        string[] lines = Encoding.ASCII.GetString(AuditLogTests.Bytes(records, RecordKind.ClientBytes)).Split('\n');
        int[] whole = [.. lines[..^1].Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture))];
        Assert.Equal(Enumerable.Range(0, whole.Length), whole);
        Assert.True(whole.Length >= acknowledged);
        Assert.Equal(whole.Length, session.Statements);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "intake"), "*.intake"));
    }
}
