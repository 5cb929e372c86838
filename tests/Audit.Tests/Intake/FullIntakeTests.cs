using System.Diagnostics;
using WireProxy.Audit.Intake;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Tests.Stores;
using WireProxy.Audit.Tests.Verification;

namespace WireProxy.Audit.Tests.Intake;

public sealed class FullIntakeTests : IDisposable
{
    private static readonly SessionHeader Header = new("e", "Lines", "c");

    private readonly TempFolder _folder = new();
    private readonly FailingSegmentFiles _files = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_ends_the_append_and_keeps_what_was_taken()
    {
        SessionLog session;
        int taken = 0;
        await using (AuditLog log = await OpenAsync())
        {
            session = log.BeginSession(Header);
            _files.Failure = new IOException("No space left on device");
            var refused = Assert.Throws<IntakeUnavailableException>(() => AppendUntilRefused(session, ref taken));
            Assert.Contains("No space left", refused.Message, StringComparison.Ordinal);
            session.End("the audit intake cannot grow");
        }

        Assert.True(taken > 0);
        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        List<StoredRecord> records = await AuditLogTests.RecordsAsync(archive, session.Id);
        Assert.Equal(taken, AuditLogTests.Bytes(records, RecordKind.ServerBytes).Length / 100_000);
        Assert.Equal(new SessionEnded("the audit intake cannot grow"), RecordPayload.ReadEnded(records[^1].Bytes.Span));
        Assert.NotNull((await archive.FindSessionsAsync(session.Id.ToString(), 1, default))[0].EndedAt);
    }

    [Fact]
    public async Task A_new_session_is_refused_while_the_disk_is_full_and_taken_when_there_is_room_again()
    {
        _files.Failure = new IOException("No space left on device");
        await using AuditLog log = await OpenAsync();
        Assert.Throws<IntakeUnavailableException>(() => log.BeginSession(Header));

        _files.Failure = null;

        log.BeginSession(Header).Append(RecordKind.ClientBytes, "x\n"u8);
        Assert.Equal(1, log.Health.OpenSessions);
    }

    [Fact]
    public async Task Sessions_that_a_full_disk_ends_say_so_in_their_recordings_even_after_the_process_dies()
    {
        const string Reason = "no room";
        using var killed = new TempFolder();
        AuditLog log = await OpenAsync();
        SessionLog[] sessions = [.. Enumerable.Range(0, 50).Select(_ => log.BeginSession(Header))];
        await WaitAsync(() => Directory.GetFiles(Path.Combine(_folder.Path, "intake"), "*.intake").Length == 3);
        _files.Failure = new IOException("No space left on device");
        int taken = 0;
        foreach (SessionLog session in sessions)
            Assert.Throws<IntakeUnavailableException>(() => AppendUntilRefused(session, ref taken));
        Assert.Contains("No space left", log.Health.Fault, StringComparison.Ordinal);
        foreach (SessionLog session in sessions)
            session.End(Reason);
        // The intake first: what goes into the store meanwhile is not in the intake any more.
        string copy = Directory.CreateDirectory(Path.Combine(killed.Path, "audit")).FullName;
        foreach (string name in (string[])["intake", .. Directory.GetFiles(_folder.Path).Select(file => Path.GetFileName(file)).Order()])
            SignedStore.Copy(Path.Combine(_folder.Path, name), Path.Combine(copy, name));

        _files.Failure = null;
        await WaitAsync(() => log.Health.Fault is null);
        log.BeginSession(Header).End("done");
        await log.DisposeAsync();
        await AssertEndedAsync(_folder.Path, sessions, Reason);
        await (await AuditLog.OpenAsync(Options() with { Path = copy }, new LineIndexers(), TimeProvider.System, default)).DisposeAsync();
        await AssertEndedAsync(copy, sessions, Reason);
        Assert.Empty(Directory.GetFiles(Path.Combine(copy, "intake"), "*.intake"));
    }

    [Fact]
    public async Task A_disk_that_can_only_be_read_is_refused_at_once_and_its_recordings_can_be_read()
    {
        await RecordedFolder.RecordAsync(_folder, "select 1\n");
        using var mounted = ReadOnlyFolder.TryMount(_folder.Path);
        if (mounted is null)
        {
            // Only root can mount one.
            Assert.NotEqual("root", Environment.UserName);
            return;
        }

        var refused = await Assert.ThrowsAsync<IntakeUnavailableException>(() => AuditLog.OpenAsync(
            new AuditLogOptions { Path = mounted.Path }, new LineIndexers(), TimeProvider.System, default));

        Assert.Contains("Read-only", refused.Message, StringComparison.OrdinalIgnoreCase);
        await using AuditArchive archive = AuditArchive.Open(mounted.Path);
        Assert.Single(await archive.ListSessionsAsync(new SessionQuery { Sql = "select" }, default));
    }

    [Fact]
    public async Task A_store_that_fails_slows_then_stops_the_sessions_and_loses_nothing()
    {
        var store = new StoppingStore(_folder.Path);
        SessionLog session;
        int taken = 0;
        await using (AuditLog log = await store.OpenAsync(Options()))
        {
            session = log.BeginSession(Header);
            store.Fail();
            Assert.Throws<IntakeUnavailableException>(() => AppendUntilRefused(session, ref taken));
            Assert.False(session.MakeDurableAsync(default).AsTask().IsCompleted);
            await WaitAsync(() => log.Health.Fault is not null);

            store.Recover();
            await log.FlushAsync(default);
            await WaitAsync(() => log.Health.Fault is null);
            await session.MakeDurableAsync(default);
            session.Append(RecordKind.ServerBytes, new byte[100_000]);
            session.End("done");
        }

        byte[] bytes = await ServerBytesAsync(session.Id);
        // The refused run may be there in part: what is recorded is never less than what was passed on.
        Assert.InRange(bytes.Length, (taken + 1) * 100_000, (taken + 2) * 100_000 - 1);
    }

    [Fact]
    public async Task What_a_failing_store_did_not_take_is_recovered_by_the_next_start()
    {
        var store = new StoppingStore(_folder.Path);
        AuditLog log = await store.OpenAsync(Options());
        SessionLog session = log.BeginSession(Header);
        session.Append(RecordKind.ClientBytes, "select 1\n"u8);
        store.Fail();
        await log.DisposeAsync(TimeSpan.FromMilliseconds(50));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_folder.Path, "intake"), "*.intake"));

        await (await OpenAsync()).DisposeAsync();

        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        Assert.Equal("select 1\n"u8.ToArray(), AuditLogTests.Bytes(await AuditLogTests.RecordsAsync(archive, session.Id), RecordKind.ClientBytes));
    }

    [Fact]
    public async Task A_store_that_fails_while_it_recovers_lets_the_folder_go_with_everything_in_it()
    {
        var store = new StoppingStore(_folder.Path);
        AuditLog log = await store.OpenAsync(Options());
        SessionLog session = log.BeginSession(Header);
        session.Append(RecordKind.ClientBytes, "select 1\n"u8);
        store.Fail();
        await log.DisposeAsync(TimeSpan.FromMilliseconds(50));

        var failing = new StoppingStore(_folder.Path);
        failing.Fail();
        await Assert.ThrowsAsync<AuditStoreException>(() => failing.OpenAsync(Options()));

        await (await OpenAsync()).DisposeAsync();
        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        Assert.Equal("select 1\n"u8.ToArray(), AuditLogTests.Bytes(await AuditLogTests.RecordsAsync(archive, session.Id), RecordKind.ClientBytes));
    }

    [Fact]
    public void A_small_file_system_is_an_error_when_the_segment_is_created_and_not_later()
    {
        using var full = SmallFileSystem.TryMount(_folder.Path, megabytes: 4);
        if (full is null)
        {
            // Only root can mount one; then the injected failure above is what is tested.
            Assert.NotEqual("root", Environment.UserName);
            return;
        }
        var files = new DiskSegmentFiles();
        using SegmentFile fits = files.Create(Path.Combine(full.Path, "1.intake"), 2 << 20);
        fits.Memory.Slice(0, 2 << 20).Fill(1);

        Assert.Throws<IOException>(() => files.Create(Path.Combine(full.Path, "2.intake"), 8 << 20));
        Assert.Single(Directory.GetFiles(full.Path));
    }

    private static void AppendUntilRefused(SessionLog session, ref int taken)
    {
        for (var limit = Stopwatch.StartNew(); limit.Elapsed < TimeSpan.FromSeconds(20); taken++)
            session.Append(RecordKind.ServerBytes, new byte[100_000]);
    }

    private static async Task AssertEndedAsync(string folder, SessionLog[] sessions, string reason)
    {
        await using AuditArchive archive = AuditArchive.Open(folder);
        Dictionary<SessionId, SessionEntry> listed = (await archive.ListSessionsAsync(new SessionQuery(), default)).ToDictionary(session => session.Id);
        Assert.All(sessions, session => Assert.Equal(reason, listed[session.Id].EndReason));
    }

    private async Task<byte[]> ServerBytesAsync(SessionId session)
    {
        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        return AuditLogTests.Bytes(await AuditLogTests.RecordsAsync(archive, session), RecordKind.ServerBytes);
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        for (var limit = Stopwatch.StartNew(); !condition(); await Task.Delay(10))
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(20));
    }

    private AuditLogOptions Options() =>
        new() { Path = _folder.Path, SegmentFiles = _files, SegmentBytes = 1 << 20, MaxSegments = 4, ChunkAge = TimeSpan.FromMilliseconds(40) };

    private Task<AuditLog> OpenAsync() => AuditLog.OpenAsync(Options(), new LineIndexers(), TimeProvider.System, default);
}
