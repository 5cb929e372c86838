using System.Diagnostics;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Orders;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Stores.Sqlite;
using WireProxy.Audit.Tests.Stores;
using WireProxy.Audit.Tests.Verification;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.Tests.Ledger;

public sealed class RetentionTests : IDisposable
{
    private readonly SignedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Days_that_are_too_old_go_by_themselves_and_the_ledger_says_so()
    {
        SessionId[] sessions = await RecordDaysAsync(5);

        await using (AuditLog log = await _store.OpenAsync(ShiftedTime.NoonIn(4), new RetentionPolicy(MaxAge: TimeSpan.FromDays(2))))
        {
            await WaitForDaysAsync(3);
            // The files go before the last note of them is written: comes after the run that is under way.
            await log.RetainAsync(default);
        }

        Assert.Equal(sessions[2..].Reverse(), await ListAsync());
        VerifyReport report = await _store.VerifyWithWitnessAsync();
        Assert.Equal([], report.Findings);
        Assert.Equal(2, report.ErasedDays);
        Assert.Equal(2, (await NotesAsync("recordings erased")).Count(note => note.Contains("for age", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_oldest_days_go_until_the_rest_fits()
    {
        SessionId[] sessions = await RecordDaysAsync(4);
        long allowed = DayFiles.List(_store.Path).TakeLast(2).Sum(day => DaySummary.Read(_store.Path, day).Bytes) + 50_000;

        await using (AuditLog log = await _store.OpenAsync(ShiftedTime.NoonIn(3), new RetentionPolicy(MaxBytes: allowed)))
            await log.RetainAsync(default);

        Assert.Equal(sessions[2..].Reverse(), await ListAsync());
        Assert.Equal([], (await _store.VerifyAsync()).Findings);
        Assert.Contains("for size", (await NotesAsync("recordings erased"))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_open_day_stays_however_large_it_is()
    {
        SessionId[] sessions = await RecordDaysAsync(1);

        await using (AuditLog log = await _store.OpenAsync(ShiftedTime.NoonIn(0), new RetentionPolicy(MaxBytes: 1)))
            await log.RetainAsync(default);

        Assert.Equal(sessions, await ListAsync());
    }

    [Fact]
    public async Task A_held_session_stays_when_its_day_goes_and_goes_when_it_is_released()
    {
        SessionId[] sessions = await RecordDaysAsync(3, sessionsADay: 2);
        var policy = new RetentionPolicy(MaxAge: TimeSpan.FromDays(1));
        await using (AuditLog log = await _store.OpenAsync(ShiftedTime.NoonIn(2)))
            await log.HoldAsync(sessions[1], "a lawyer", "a case", default);

        await using (AuditLog log = await _store.OpenAsync(ShiftedTime.NoonIn(6), policy))
            await log.RetainAsync(default);
        Assert.Equal([sessions[1]], await ListAsync());
        await using (AuditArchive archive = AuditArchive.Open(_store.Path, _store.Ring))
        {
            Assert.Equal([sessions[1]], (await archive.ListHeldAsync(default)).Select(session => session.Id));
            Assert.NotEmpty(await AuditLogTests.RecordsAsync(archive, sessions[1]));
        }
        Assert.Equal([], (await _store.VerifyWithWitnessAsync()).Findings);

        await using (AuditLog log = await _store.OpenAsync(ShiftedTime.NoonIn(6), policy))
        {
            await log.ReleaseAsync(sessions[1], "a lawyer", "closed", default);
            await log.RetainAsync(default);
        }
        Assert.Empty(await ListAsync());
        Assert.Equal([], (await _store.VerifyWithWitnessAsync()).Findings);
    }

    [Fact]
    public async Task Later_starts_change_nothing_of_a_day_of_which_a_held_session_was_kept()
    {
        SessionId[] sessions = await RecordDaysAsync(2, sessionsADay: 2);
        var policy = new RetentionPolicy(MaxAge: TimeSpan.FromDays(1));
        await using (AuditLog log = await _store.OpenAsync(ShiftedTime.NoonIn(5)))
            await log.HoldAsync(sessions[1], "a lawyer", "a case", default);
        await using (AuditLog log = await _store.OpenAsync(ShiftedTime.NoonIn(5), policy))
            await log.RetainAsync(default);
        string catalog = DayFiles.Catalog(_store.Path, DayFiles.List(_store.Path)[0]);
        byte[] kept = await File.ReadAllBytesAsync(catalog);

        foreach (int day in (int[])[5, 6])
        {
            await using (AuditLog log = await _store.OpenAsync(ShiftedTime.NoonIn(day), policy))
                await log.RetainAsync(default);
            Assert.Equal([], (await _store.VerifyWithWitnessAsync()).Findings);
        }

        Assert.Equal(kept, await File.ReadAllBytesAsync(catalog));
        // The index, too, has no word that only the others had.
        Assert.True(kept.AsSpan().IndexOf("table1"u8) >= 0);
        Assert.True(kept.AsSpan().IndexOf("table0"u8) < 0);
    }

    [Fact]
    public async Task What_a_crash_kept_from_being_erased_is_erased_by_the_next_start()
    {
        SessionId[] sessions = await RecordDaysAsync(3);
        var store = new UnerasingStore(SqliteAuditStore.Open(_store.Path, new CatalogSource(_store.Ring)));
        AuditLog log = await AuditLog.OpenAsync(
            new AuditLogOptions { Path = _store.Path, Keys = _store.Ring, Signing = SigningKey.Load(_store.KeyFile), Retention = new RetentionPolicy(MaxBytes: 1) },
            () => store, new LineIndexers(), ShiftedTime.NoonIn(2), default);
        await Assert.ThrowsAsync<AuditStoreException>(() => log.RetainAsync(default));
        await log.DisposeAsync();
        Assert.Equal(3, DayFiles.List(_store.Path).Count);

        await (await _store.OpenAsync(ShiftedTime.NoonIn(2))).DisposeAsync();

        Assert.Equal(2, DayFiles.List(_store.Path).Count);
        Assert.Equal(sessions[1..].Reverse(), await ListAsync());
        Assert.Equal([], (await _store.VerifyAsync()).Findings);
    }

    [Theory]
    [InlineData(Protection.Encrypted)]
    [InlineData(Protection.Readable)]
    internal async Task What_a_crash_kept_from_being_shredded_is_shredded_by_the_next_start(Protection protection)
    {
        using var recorded = new SignedStore { Protection = protection };
        KeyRing? ring = protection == Protection.Encrypted ? recorded.Ring : null;
        SessionId session = (await recorded.RecordAsync(2, 2, ShiftedTime.NoonIn(0)))[0];
        await recorded.RecordAsync(1, 1, ShiftedTime.NoonIn(1));
        var store = new UnerasingStore(SqliteAuditStore.Open(recorded.Path, new CatalogSource(ring)));
        AuditLog log = await AuditLog.OpenAsync(
            new AuditLogOptions { Path = recorded.Path, Keys = ring, Signing = SigningKey.Load(recorded.KeyFile) },
            () => store, new LineIndexers(), ShiftedTime.NoonIn(1), default);
        await Assert.ThrowsAsync<AuditStoreException>(() => log.ShredAsync(session, "a subject", null, default));
        await log.DisposeAsync();

        for (int start = 0; start < 2; start++)
        {
            await (await recorded.OpenAsync(ShiftedTime.NoonIn(1))).DisposeAsync();
            Assert.Equal([], (await recorded.VerifyAsync()).Findings);
        }

        await using AuditArchive archive = AuditArchive.Open(recorded.Path, ring);
        await Assert.ThrowsAsync<AuditErasedException>(() => AuditLogTests.RecordsAsync(archive, session));
        Assert.Empty(await archive.ListSessionsAsync(new SessionQuery { Sql = "table0", Until = ShiftedTime.NoonIn(1).GetUtcNow().AddHours(-1) }, default));
    }

    [Fact]
    public async Task A_day_that_somebody_else_took_is_missing()
    {
        await RecordDaysAsync(3);
        DateOnly first = DayFiles.List(_store.Path)[0];
        DayFiles.DeleteCatalog(_store.Path, first);
        File.Delete(DayFiles.Ledger(_store.Path, first));

        Assert.Contains((await _store.VerifyAsync()).Findings, finding => finding.Kind == FindingKind.Missing);
    }

    [Fact]
    public async Task A_shredded_session_is_listed_unreadable_and_intact_and_the_ledger_says_who_did_it()
    {
        SessionId[] sessions = await RecordDaysAsync(2);
        await using (AuditLog log = await _store.OpenAsync(ShiftedTime.NoonIn(1)))
        {
            await log.HoldAsync(sessions[0], "a lawyer", null, default);
            await Assert.ThrowsAsync<AuditOrderException>(() => log.ShredAsync(sessions[0], "somebody", null, default));
            await log.ReleaseAsync(sessions[0], "a lawyer", null, default);
            await Assert.ThrowsAsync<AuditOrderException>(() => log.ReleaseAsync(sessions[0], "a lawyer", null, default));
            await log.ShredAsync(sessions[0], "a subject", "asked for it", default);
        }

        Assert.Equal(sessions.Reverse(), await ListAsync());
        await using AuditArchive archive = AuditArchive.Open(_store.Path, _store.Ring);
        await Assert.ThrowsAsync<AuditErasedException>(() => AuditLogTests.RecordsAsync(archive, sessions[0]));
        Assert.NotEmpty(await AuditLogTests.RecordsAsync(archive, sessions[1]));
        VerifyReport report = await _store.VerifyWithWitnessAsync();
        Assert.Equal([], report.Findings);
        Assert.Equal(1, report.Shredded);
        Assert.Equal([$"{sessions[0]} by a subject: asked for it"], await NotesAsync("session shredded"));
    }

    [Fact]
    public async Task A_clock_that_goes_back_reopens_no_day_and_loses_nothing()
    {
        SessionId[] sessions = await RecordDaysAsync(2);
        ShiftedTime back = ShiftedTime.NoonIn(0);
        List<SessionId> later = await _store.RecordAsync(1, 2, back);

        Assert.Equal(2, DayFiles.List(_store.Path).Count);
        Assert.Equal(sessions.Concat(later).Order(), (await ListAsync()).Order());
        await using (AuditArchive archive = AuditArchive.Open(_store.Path, _store.Ring))
            Assert.NotEmpty(await AuditLogTests.RecordsAsync(archive, later[0]));
        Assert.Equal([], (await _store.VerifyWithWitnessAsync()).Findings);
    }

    private async Task<SessionId[]> RecordDaysAsync(int days, int sessionsADay = 1)
    {
        List<SessionId> sessions = [];
        for (int day = 0; day < days; day++)
            sessions.AddRange(await _store.RecordAsync(sessionsADay, 2, ShiftedTime.NoonIn(day)));
        return [.. sessions];
    }

    private async Task WaitForDaysAsync(int days)
    {
        for (var limit = Stopwatch.StartNew(); DayFiles.List(_store.Path).Count != days; await Task.Delay(10))
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(20));
    }

    private async Task<SessionId[]> ListAsync()
    {
        await using AuditArchive archive = AuditArchive.Open(_store.Path, _store.Ring);
        return [.. (await archive.ListSessionsAsync(new SessionQuery(), default)).Select(session => session.Id)];
    }

    private async Task<List<string>> NotesAsync(string name)
    {
        await using AuditArchive archive = AuditArchive.Open(_store.Path, _store.Ring);
        List<string> notes = [];
        foreach (SessionEntry own in await archive.ListSessionsAsync(new SessionQuery { Scope = SessionScope.System }, default))
        {
            notes.AddRange((await AuditLogTests.RecordsAsync(archive, own.Id))
                .Where(record => record.Kind == RecordKind.Event)
                .Select(record => RecordPayload.ReadEvent(record.Bytes.Span)!)
                .Where(happened => happened.Name == name)
                .Select(happened => happened.Detail!));
        }
        return notes;
    }

    private sealed class UnerasingStore(IAuditStore inner) : DelegatingStore(inner)
    {
        public override Task EraseDayAsync(LedgerId ledger, DateOnly day, IReadOnlySet<SessionId> kept, CancellationToken cancellationToken) =>
            Task.FromException(new AuditStoreException("killed here"));

        public override Task ShredAsync(SessionId session, CancellationToken cancellationToken) =>
            Task.FromException(new AuditStoreException("killed here"));
    }
}
