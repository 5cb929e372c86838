using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Tests;

namespace WireProxy.Audit.LiteDb.Tests;

/// <summary>What the program does with the store from its start to its end, and what others can do meanwhile.</summary>
public sealed class RecordingTests : IDisposable
{
    private readonly RecordedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task What_was_recorded_is_found_read_and_intact_after_restarts()
    {
        List<SessionId> sessions = [];
        for (int start = 0; start < 3; start++)
        {
            await using AuditLog log = await _store.OpenAsync();
            sessions.AddRange(await RecordedStore.RecordAsync(log, $"select {start} from customers", "delete from orders"));
        }

        await using AuditArchive archive = _store.OpenArchive();
        Assert.Equal(sessions.AsEnumerable().Reverse(), (await archive.ListSessionsAsync(new SessionQuery(), default)).Select(session => session.Id));
        Assert.Equal([sessions[2]], (await archive.ListSessionsAsync(new SessionQuery { Sql = "select 1 FROM" }, default)).Select(session => session.Id));
        foreach (SessionId session in sessions)
            Assert.Equal(4, await RecordedStore.CountRecordsAsync(archive, session));
        Assert.Equal([], (await _store.VerifyAsync()).Findings);
        Assert.False(File.Exists(_store.Log));
    }

    [Fact]
    public async Task Nobody_reads_while_a_proxy_writes_and_the_error_says_so()
    {
        await using (AuditLog log = await _store.OpenAsync())
        {
            await RecordedStore.RecordAsync(log, "select 1");
            await using AuditArchive early = _store.OpenArchive();

            var refused = await Assert.ThrowsAsync<AuditStoreException>(() => early.ListSessionsAsync(new SessionQuery(), default));
            Assert.Contains("LiteDB lets nobody read a file while a process writes it", refused.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<AuditStoreException>(_store.VerifyAsync);
        }

        await using AuditArchive archive = _store.OpenArchive();
        Assert.Single(await archive.ListSessionsAsync(new SessionQuery(), default));
        await using AuditArchive another = _store.OpenArchive();
        Assert.Single(await another.ListSessionsAsync(new SessionQuery(), default));
        // An archive that is open keeps nobody from writing: exports are recorded, too.
        await using (AuditLog again = await _store.OpenAsync())
            await RecordedStore.RecordAsync(again, "select 2");
        Assert.Equal(2, (await archive.ListSessionsAsync(new SessionQuery(), default)).Count);
    }

    [Fact]
    public async Task A_folder_without_a_store_can_not_be_read_and_gets_none_by_that()
    {
        await using AuditArchive archive = _store.OpenArchive();

        var refused = await Assert.ThrowsAsync<AuditStoreException>(() => archive.ListSessionsAsync(new SessionQuery(), default));
        Assert.Contains("there is no audit store", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_store.Path));
    }

    [Fact]
    public async Task A_store_of_a_later_version_or_another_ledger_is_refused()
    {
        await using (AuditLog log = await _store.OpenAsync())
            await RecordedStore.RecordAsync(log, "select 1");
        await using (IAuditStore store = new LiteDbStore().Open(_store.Path))
        {
            LedgerId other = LedgerId.Create();
            await Assert.ThrowsAsync<AuditStoreException>(() => store.WriteKeychainAsync(other, new byte[] { 1 }, default));
        }
        using (var database = new LiteDB.LiteDatabase(_store.Data))
            database.UserVersion = 99;

        var refused = await Assert.ThrowsAsync<AuditStoreException>(() => _store.OpenAsync());
        Assert.Contains("version 99", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<AuditStoreException>(_store.VerifyAsync);
    }

    [Fact]
    public async Task Names_with_any_character_come_back_and_are_found()
    {
        const string Name = "e\0\uE000x\U0001F600İ";
        await using (AuditLog log = await _store.OpenAsync())
        {
            foreach (string endpoint in (string[])[Name, Name.ToUpperInvariant()])
                log.BeginSession(new SessionHeader(endpoint, "Lines", "c")).End("done");
            await log.FlushAsync(default);
        }
        await using AuditArchive archive = _store.OpenArchive();
        Assert.Equal(Name, Assert.Single(await archive.ListSessionsAsync(new SessionQuery { Endpoint = Name }, default)).Endpoint);
        Assert.Equal([], (await _store.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Days_go_and_held_and_shredded_sessions_are_what_they_are_in_any_store()
    {
        List<SessionId> sessions = [];
        for (int day = 0; day < 3; day++)
        {
            await using AuditLog log = await _store.OpenAsync(ShiftedTime.NoonIn(day));
            sessions.AddRange(await RecordedStore.RecordAsync(log, "select 1", "select 2"));
        }
        await using (AuditLog log = await _store.OpenAsync(ShiftedTime.NoonIn(2)))
        {
            await log.HoldAsync(sessions[0], "a lawyer", null, default);
            await log.ShredAsync(sessions[5], "a subject", null, default);
        }
        await using (AuditLog log = await _store.OpenAsync(ShiftedTime.NoonIn(3), new RetentionPolicy(MaxAge: TimeSpan.FromDays(1))))
            await log.RetainAsync(default);

        await using AuditArchive archive = _store.OpenArchive();
        Assert.Equal([sessions[5], sessions[4], sessions[0]], (await archive.ListSessionsAsync(new SessionQuery(), default)).Select(session => session.Id));
        Assert.Equal(4, await RecordedStore.CountRecordsAsync(archive, sessions[0]));
        await Assert.ThrowsAsync<AuditErasedException>(() => RecordedStore.CountRecordsAsync(archive, sessions[5]));
        Assert.Equal([], (await _store.VerifyAsync()).Findings);
    }
}
