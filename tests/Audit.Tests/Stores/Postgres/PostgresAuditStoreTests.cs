using System.Diagnostics;
using System.Text;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Postgres;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Tests.Stores.Contract;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.Tests.Stores.Postgres;

public sealed class PostgresAuditStoreTests : AuditStoreContract, IDisposable
{
    private readonly AuditDatabase _database = AuditDatabase.Create();
    private readonly TempFolder _folder = new();
    private readonly KeyRing _ring = KeyRing.Create(DateTimeOffset.UtcNow);

    protected override IAuditStore Open() => PostgresAuditStore.Open(_database.ConnectionString);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Several_proxies_write_at_once_and_each_ledger_is_intact()
    {
        List<SessionId>[] recorded = await Task.WhenAll(Enumerable.Range(0, 3).Select(async proxy =>
        {
            await using AuditLog log = await OpenAsync($"proxy{proxy}");
            return await RecordAsync(log, 20);
        }));

        await using var archive = new AuditArchive(PostgresAuditStore.OpenRead(_database.ConnectionString), _ring);
        IReadOnlyList<SessionEntry> listed = await archive.ListSessionsAsync(new SessionQuery { Sql = "table7", Limit = 1000 }, default);
        Assert.Equal(recorded.Select(sessions => sessions[7]).Order(), listed.Select(session => session.Id).Order());
        foreach (SessionId session in recorded.SelectMany(sessions => sessions))
            Assert.NotEmpty(await AuditLogTests.RecordsAsync(archive, session));
        VerifyReport report = await VerifyAsync();
        Assert.Equal([], report.Findings);
        Assert.Equal(60 + 3, report.Sessions);
    }

    [Fact]
    public async Task What_a_store_missed_while_it_was_away_it_gets_when_it_is_back()
    {
        AuditDatabase own = AuditDatabase.StartOwn();
        List<SessionId> sessions;
        await using (AuditLog log = await OpenAsync("proxy", own))
        {
            sessions = await RecordAsync(log, 2);
            own.Stop();
            SessionLog during = log.BeginSession(RecordedFolder.Header);
            during.Append(RecordKind.ClientBytes, "select while away\n"u8);
            during.End("done");
            sessions.Add(during.Id);
            await WaitAsync(() => log.Health.Fault is not null);
            own.StartAgain();
            await WaitAsync(() => log.Health.Fault is null);
            await log.FlushAsync(default);
        }

        await using (var archive = new AuditArchive(PostgresAuditStore.OpenRead(own.ConnectionString), _ring))
        {
            Assert.Equal(sessions.Order(), (await archive.ListSessionsAsync(new SessionQuery(), default)).Select(session => session.Id).Order());
            Assert.Single(await archive.ListSessionsAsync(new SessionQuery { Sql = "while away" }, default));
        }
        Assert.Equal([], (await VerifyAsync(own)).Findings);
        own.Remove();
    }

    [Theory]
    [InlineData("UPDATE wireproxy.frames SET payload = overlay(payload PLACING '\\x00' FROM 200) WHERE kind = 4 AND position = (SELECT min(position) FROM wireproxy.frames WHERE kind = 4)")]
    [InlineData("DELETE FROM wireproxy.frames WHERE position = 5")]
    [InlineData("DELETE FROM wireproxy.frames WHERE position = (SELECT max(position) FROM wireproxy.frames)")]
    [InlineData("UPDATE wireproxy.frames SET header = '\\x00' WHERE position = 5")]
    [InlineData("UPDATE wireproxy.sessions SET \"user\" = 'mallory'")]
    [InlineData("DELETE FROM wireproxy.session_texts")]
    [InlineData("UPDATE wireproxy.texts SET words = ' nothing '")]
    [InlineData("UPDATE wireproxy.texts SET sql = 'select 0'")]
    [InlineData("DELETE FROM wireproxy.chunks")]
    [InlineData("DELETE FROM wireproxy.keys")]
    [InlineData("DELETE FROM wireproxy.days")]
    [InlineData("UPDATE wireproxy.frames SET kind = 3 WHERE position = 2")]
    [InlineData("UPDATE wireproxy.frames SET position = position + 1 WHERE position = (SELECT max(position) FROM wireproxy.frames)")]
    [InlineData("UPDATE wireproxy.keys SET position = position + 1")]
    [InlineData("UPDATE wireproxy.days SET first_position = first_position + 1")]
    [InlineData("UPDATE wireproxy.ledgers SET last_position = last_position - 1")]
    public async Task A_change_is_found(string change)
    {
        await using (AuditLog log = await OpenAsync("proxy"))
            await RecordAsync(log, 3);
        Assert.Equal([], (await VerifyAsync()).Findings);

        _database.Execute(change);

        Assert.NotEmpty((await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Days_go_and_held_and_shredded_sessions_are_what_they_are_in_any_store()
    {
        List<SessionId> sessions = [];
        for (int day = 0; day < 3; day++)
        {
            await using AuditLog log = await OpenAsync("proxy", time: ShiftedTime.NoonIn(day));
            sessions.AddRange(await RecordAsync(log, 2));
        }
        await using (AuditLog log = await OpenAsync("proxy", time: ShiftedTime.NoonIn(2)))
        {
            await log.HoldAsync(sessions[0], "a lawyer", null, default);
            await log.ShredAsync(sessions[5], "a subject", null, default);
        }
        await using (AuditLog log = await OpenAsync("proxy", time: ShiftedTime.NoonIn(3), retention: new RetentionPolicy(MaxAge: TimeSpan.FromDays(1))))
            await log.RetainAsync(default);

        await using var archive = new AuditArchive(PostgresAuditStore.OpenRead(_database.ConnectionString), _ring);
        Assert.Equal([sessions[5], sessions[4], sessions[0]], (await archive.ListSessionsAsync(new SessionQuery(), default)).Select(session => session.Id));
        Assert.NotEmpty(await AuditLogTests.RecordsAsync(archive, sessions[0]));
        await Assert.ThrowsAsync<AuditErasedException>(() => AuditLogTests.RecordsAsync(archive, sessions[5]));
        VerifyReport report = await VerifyAsync();
        Assert.Equal([], report.Findings);
        Assert.Equal(1, report.Shredded);
    }

    [Fact]
    public async Task An_older_schema_is_brought_up_to_now_and_a_later_one_refused()
    {
        await using (PostgresAuditStore older = PostgresAuditStore.Open(_database.ConnectionString, schemaVersion: 1))
            await older.FindOwnerAsync(default);
        await using PostgresAuditStore reader = PostgresAuditStore.OpenRead(_database.ConnectionString);
        Assert.Contains("start the proxy", (await Assert.ThrowsAsync<AuditStoreException>(() => reader.FindOwnerAsync(default))).Message, StringComparison.Ordinal);

        await using (AuditLog log = await OpenAsync("proxy"))
            await RecordAsync(log, 1);
        Assert.Equal(2, _database.Count("SELECT version::bigint FROM wireproxy.store"));
        Assert.Equal(1, _database.Count("SELECT count(*) FROM pg_indexes WHERE indexname = 'sessions_open'"));

        _database.Execute("UPDATE wireproxy.store SET version = 99");
        var refused = await Assert.ThrowsAsync<AuditStoreException>(() => OpenAsync("other"));
        Assert.Contains("version 99", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_with_any_character_come_back_and_are_found()
    {
        await using (AuditLog log = await OpenAsync("proxy"))
        {
            SessionLog session = log.BeginSession(new SessionHeader("e\0\uE000\uE001x", "Lines", "c"));
            session.Append(RecordKind.ClientBytes, "select 'a\0b'\n"u8);
            session.End("done");
            await log.FlushAsync(default);
        }
        await using var archive = new AuditArchive(PostgresAuditStore.OpenRead(_database.ConnectionString), _ring);
        Assert.Equal("e\0\uE000\uE001x", Assert.Single(await archive.ListSessionsAsync(new SessionQuery { Endpoint = "e\0\uE000\uE001x" }, default)).Endpoint);
        Assert.Equal([], (await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_the_stores_error()
    {
        await using PostgresAuditStore nowhere = PostgresAuditStore.Open("Host=127.0.0.1;Port=1;Username=x;Database=x;Timeout=2");
        await Assert.ThrowsAsync<AuditStoreException>(() => nowhere.FindOwnerAsync(default));
        await using PostgresAuditStore empty = PostgresAuditStore.OpenRead(AuditDatabase.Create().ConnectionString);
        Assert.Contains("no audit store", (await Assert.ThrowsAsync<AuditStoreException>(() => empty.FindOwnerAsync(default))).Message, StringComparison.Ordinal);
    }

    private Task<AuditLog> OpenAsync(string proxy, AuditDatabase? database = null, TimeProvider? time = null, RetentionPolicy? retention = null)
    {
        string path = Directory.CreateDirectory(Path.Combine(_folder.Path, proxy)).FullName;
        string key = Path.Combine(path, "signing.key");
        if (!File.Exists(key))
            SigningKey.Create(key);
        var options = new AuditLogOptions
        {
            Path = path,
            Keys = _ring,
            Signing = SigningKey.Load(key),
            HeadInterval = TimeSpan.Zero,
            Retention = retention ?? new RetentionPolicy(),
        };
        return AuditLog.OpenAsync(
            options, () => PostgresAuditStore.Open((database ?? _database).ConnectionString), new LineIndexers(), time ?? TimeProvider.System, default);
    }

    private static async Task<List<SessionId>> RecordAsync(AuditLog log, int count)
    {
        List<SessionId> sessions = [];
        for (int at = 0; at < count; at++)
        {
            SessionLog session = log.BeginSession(RecordedFolder.Header);
            session.Append(RecordKind.ClientBytes, Encoding.ASCII.GetBytes($"select {at} from table{at}\n"));
            session.Append(RecordKind.ServerBytes, "ok\n"u8);
            session.End("done");
            sessions.Add(session.Id);
        }
        await log.FlushAsync(default);
        return sessions;
    }

    private async Task<VerifyReport> VerifyAsync(AuditDatabase? database = null)
    {
        await using var source = new PostgresLedgerSource((database ?? _database).ConnectionString);
        return await new AuditVerifier(source).RunAsync(new VerifyRequest(), default);
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        for (var limit = Stopwatch.StartNew(); !condition(); await Task.Delay(20))
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(30));
    }
}
