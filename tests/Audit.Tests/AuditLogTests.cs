using System.Buffers;
using System.Text;
using WireProxy.Audit.Intake;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Tests;

public sealed class AuditLogTests : IDisposable
{
    private static readonly SessionHeader Header = new("shop-pg", "Postgres", "127.0.0.1:5000");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_appended_is_in_the_store_in_order_after_a_flush()
    {
        await using AuditLog log = await OpenAsync();
        SessionLog session = log.BeginSession(Header);
        session.Append(RecordKind.ClientBytes, "select 1\n"u8);
        session.Append(new StatementVerdict(0, VerdictOutcome.Deny, "p", 1, "no"));
        session.Append(RecordKind.ServerBytes, "denied\n"u8);
        await log.FlushAsync(default);

        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        List<StoredRecord> records = await RecordsAsync(archive, session.Id);

        Assert.Equal(
            [RecordKind.SessionOpened, RecordKind.ClientBytes, RecordKind.Verdict, RecordKind.ServerBytes], records.Select(r => r.Kind));
        Assert.Equal([1, 2, 3, 4], records.Select(r => r.Header.Sequence));
        Assert.Equal("select 1\n", Encoding.ASCII.GetString(records[1].Bytes.Span));
        Assert.Equal(new StatementVerdict(0, VerdictOutcome.Deny, "p", 1, "no"), RecordPayload.ReadVerdict(records[2].Bytes.Span));
        Assert.True(records.Zip(records.Skip(1)).All(pair => pair.First.Header.MonotonicNanoseconds <= pair.Second.Header.MonotonicNanoseconds));
    }

    [Fact]
    public async Task A_session_is_listed_with_what_its_records_say()
    {
        await using AuditLog log = await OpenAsync();
        SessionLog session = log.BeginSession(Header);
        session.Append(new SessionIdentity("alice", "shop"));
        session.Append(new SessionIdentity(Application: "psql"));
        session.Append(RecordKind.ClientBytes, "select 1\ndrop x\n"u8);
        session.Append(RecordKind.ServerBytes, "ok\ndenied\n"u8);
        session.End("client closed");
        await log.FlushAsync(default);

        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        SessionEntry entry = Assert.Single(await archive.FindSessionsAsync(session.Id.ToString()[..12], 2, default));

        Assert.Equal(("shop-pg", "Postgres", "127.0.0.1:5000"), (entry.Endpoint, entry.Protocol, entry.Client));
        Assert.Equal(("alice", "shop", "psql"), (entry.User, entry.Database, entry.Application));
        Assert.Equal((2, 1, 1), (entry.Statements, entry.Denied, entry.Rows));
        Assert.Equal((16, 10), (entry.BytesFromClient, entry.BytesToClient));
        Assert.Equal("client closed", entry.EndReason);
        Assert.NotNull(entry.EndedAt);
    }

    [Fact]
    public async Task A_run_larger_than_any_block_comes_back_byte_for_byte()
    {
        byte[] bytes = new byte[3_000_017];
        new Random(7).NextBytes(bytes);
        await using AuditLog log = await OpenAsync();
        SessionLog session = log.BeginSession(Header);
        session.Append(RecordKind.ServerBytes, bytes);
        var split = new ReadOnlySequence<byte>(bytes.AsMemory(0, 1000));
        session.Append(RecordKind.ClientBytes, split);
        await log.FlushAsync(default);

        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        List<StoredRecord> records = await RecordsAsync(archive, session.Id);

        Assert.Equal(bytes, Bytes(records, RecordKind.ServerBytes));
        Assert.Equal(bytes[..1000], Bytes(records, RecordKind.ClientBytes));
        Assert.Equal(Enumerable.Range(1, records.Count).Select(n => (long)n), records.Select(r => r.Header.Sequence));
        Assert.Equal((1000, bytes.Length), (session.BytesFromClient, session.BytesToClient));
    }

    [Fact]
    public async Task A_second_log_on_the_same_folder_is_refused()
    {
        await using AuditLog log = await OpenAsync();

        var refused = await Assert.ThrowsAsync<IntakeUnavailableException>(OpenAsync);

        Assert.Contains("another proxy", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_seals_everything_and_leaves_no_segment()
    {
        SessionLog session;
        await using (AuditLog log = await OpenAsync())
        {
            session = log.BeginSession(Header);
            session.Append(RecordKind.ClientBytes, "select 1\n"u8);
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.Path, "intake"), "*.intake"));
        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        SessionEntry entry = Assert.Single(await archive.ListSessionsAsync(new SessionQuery(), default));
        Assert.Equal("the proxy stopped", entry.EndReason);
        Assert.Equal(1, entry.Statements);
    }

    [Fact]
    public async Task An_idle_session_does_not_keep_a_segment()
    {
        await using AuditLog log = await OpenAsync(new AuditLogOptions { Path = _folder.Path, SegmentBytes = 1 << 20 });
        SessionLog idle = log.BeginSession(Header);
        SessionLog busy = log.BeginSession(Header);
        for (int i = 0; i < 40; i++)
        {
            busy.Append(RecordKind.ServerBytes, new byte[100_000]);
            await log.FlushAsync(default);
        }
        await log.FlushAsync(default);
        await log.FlushAsync(default);

        Assert.InRange(log.Health.WaitingSegments, 1, 2);
        idle.Append(RecordKind.ClientBytes, "still here\n"u8);
        await log.FlushAsync(default);
        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        Assert.Equal("still here\n"u8.ToArray(), Bytes(await RecordsAsync(archive, idle.Id), RecordKind.ClientBytes));
    }

    [Fact]
    public async Task Power_durability_completes_for_many_concurrent_sessions()
    {
        await using AuditLog log = await OpenAsync(new AuditLogOptions { Path = _folder.Path, Durability = Durability.Power });
        async Task WriteAsync()
        {
            SessionLog session = log.BeginSession(Header);
            for (int i = 0; i < 20; i++)
            {
                session.Append(RecordKind.ClientBytes, "x\n"u8);
                await session.MakeDurableAsync(default);
            }
            session.End("done");
        }
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(WriteAsync)));
        await log.FlushAsync(default);

        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        IReadOnlyList<SessionEntry> sessions = await archive.ListSessionsAsync(new SessionQuery(), default);
        Assert.Equal(20, sessions.Count);
        Assert.All(sessions, session => Assert.Equal(20, session.Statements));
    }

    [Fact]
    public async Task Two_writers_per_session_keep_their_own_order_in_many_sessions()
    {
        const int Sessions = 60, Lines = 300;
        await using AuditLog log = await OpenAsync(new AuditLogOptions { Path = _folder.Path, SegmentBytes = 1 << 20 });
        SessionLog[] sessions = [.. Enumerable.Range(0, Sessions).Select(_ => log.BeginSession(Header))];
        byte[][] lines = [.. Enumerable.Range(0, Lines).Select(n => Encoding.ASCII.GetBytes($"{n}{new string('.', n)}\n"))];
        async Task WriteAsync(SessionLog session, RecordKind side)
        {
            foreach (byte[] line in lines)
            {
                session.Append(side, line);
                await session.MakeDurableAsync(default);
            }
        }
        await Task.WhenAll(sessions.SelectMany(session => (Task[])[
            Task.Run(() => WriteAsync(session, RecordKind.ClientBytes)), Task.Run(() => WriteAsync(session, RecordKind.ServerBytes))]));
        await log.FlushAsync(default);

        byte[] expected = [.. lines.SelectMany(line => line)];
        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        foreach (SessionLog session in sessions)
        {
            List<StoredRecord> records = await RecordsAsync(archive, session.Id);
            Assert.Equal(Enumerable.Range(1, records.Count).Select(n => (long)n), records.Select(record => record.Header.Sequence));
            Assert.Equal(expected, Bytes(records, RecordKind.ClientBytes));
            Assert.Equal(expected, Bytes(records, RecordKind.ServerBytes));
        }
    }

    [Fact]
    public async Task Appending_after_the_end_is_refused_and_a_second_end_is_nothing()
    {
        await using AuditLog log = await OpenAsync();
        SessionLog session = log.BeginSession(Header);
        session.End("first");
        session.End("second");

        Assert.Throws<InvalidOperationException>(() => session.Append(RecordKind.ClientBytes, "x"u8));
        await log.FlushAsync(default);
        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        Assert.Equal("first", Assert.Single(await archive.ListSessionsAsync(new SessionQuery(), default)).EndReason);
    }

    [Fact]
    public async Task Appending_allocates_nothing_per_record()
    {
        await using AuditLog log = await OpenAsync();
        SessionLog session = log.BeginSession(Header);
        byte[] bytes = [.. Enumerable.Repeat((byte)10, 200)];
        for (int i = 0; i < 2000; i++)
            session.Append(RecordKind.ServerBytes, bytes);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
            session.Append(RecordKind.ServerBytes, bytes);
        long perRecord = (GC.GetAllocatedBytesForCurrentThread() - before) / 10_000;

        Assert.Equal(0, perRecord);
    }

    private Task<AuditLog> OpenAsync() => OpenAsync(new AuditLogOptions { Path = _folder.Path });

    private static Task<AuditLog> OpenAsync(AuditLogOptions options) =>
        AuditLog.OpenAsync(options, new LineIndexers(), TimeProvider.System, default);

    internal static async Task<List<StoredRecord>> RecordsAsync(AuditArchive archive, SessionId session)
    {
        List<StoredRecord> records = [];
        await foreach (StoredRecord record in archive.ReadRecordsAsync(session, default))
            records.Add(record);
        return records;
    }

    internal static byte[] Bytes(IEnumerable<StoredRecord> records, RecordKind kind) =>
        [.. records.Where(record => record.Kind == kind).SelectMany(record => record.Bytes.ToArray())];
}
