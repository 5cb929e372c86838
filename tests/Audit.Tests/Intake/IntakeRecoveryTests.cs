using System.Text;
using WireProxy.Audit.Intake;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Tests.Stores;

namespace WireProxy.Audit.Tests.Intake;

public sealed class IntakeRecoveryTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SessionId _session = SessionId.Create(DateTimeOffset.UtcNow);

    public void Dispose() => _folder.Dispose();

    private string IntakePath => Directory.CreateDirectory(Path.Combine(_folder.Path, "intake")).FullName;

    [Fact]
    public async Task A_torn_record_ends_its_block_and_spares_the_other_sessions()
    {
        SessionId other = SessionId.Create(DateTimeOffset.UtcNow);
        using (IntakeSegment segment = NewSegment("1.intake"))
        {
            IntakeBlock torn = segment.Allocate(_session, 1, 8192);
            IntakeBlock whole = segment.Allocate(other, 1, 4096);
            AppendAll(torn, _session, 1, "one", "two");
            int end = torn.Committed;
            AppendAll(torn, _session, 3, "three", "four");
            AppendAll(whole, other, 1, "other");
            // One byte of the third record's payload.
            segment.Memory.Slice(SegmentHeader.Size + end + RecordHeader.Size, 1)[0] ^= 1;
        }

        Assert.Equal(["one", "two"], await RecoverAsync(_session));
        Assert.Equal(["other"], await RecoverAsync(other));
    }

    [Fact]
    public async Task Blocks_of_a_session_are_joined_in_order_across_segments()
    {
        using (IntakeSegment first = NewSegment("1.intake"))
        using (IntakeSegment second = NewSegment("2.intake"))
        {
            AppendAll(second.Allocate(_session, 3, 4096), _session, 3, "three", "four");
            AppendAll(first.Allocate(_session, 1, 4096), _session, 1, "one", "two");
        }

        Assert.Equal(["one", "two", "three", "four"], await RecoverAsync(_session));
    }

    [Fact]
    public async Task Payload_that_looks_like_a_block_is_not_one()
    {
        using (IntakeSegment segment = NewSegment("1.intake"))
        {
            IntakeBlock block = segment.Allocate(_session, 1, 12288);
            // A peer sends what would be a block with records if the nonce were known: it lands at a multiple of 4096.
            byte[] forged = new byte[8192];
            new BlockHeader(0, SessionId.Create(DateTimeOffset.UtcNow), 1, 4096).Write(forged.AsSpan(4096 - BlockHeader.Size - RecordHeader.Size));
            block.Append(Header(1), forged);
            // The block's own header is lost, as after a loss of power.
            segment.Memory.Slice(SegmentHeader.Size, BlockHeader.Size).Clear();
        }

        await RecoverAsync(_session);
        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        Assert.Empty(await archive.ListSessionsAsync(new SessionQuery(), default));
    }

    [Fact]
    public async Task What_the_store_has_already_is_not_stored_again()
    {
        List<string> first;
        byte[] saved;
        using (IntakeSegment segment = NewSegment("1.intake"))
        {
            IntakeBlock block = segment.Allocate(_session, 1, 4096);
            block.Append(new RecordHeader(RecordKind.SessionOpened, _session, 1, 0, 1), RecordPayload.Write(new SessionOpened("e", "Lines", "c")));
            block.Append(new RecordHeader(RecordKind.ClientBytes, _session, 2, 0, 1), "select 1\nselect 2\n"u8);
            saved = segment.Memory.Slice(0, segment.Memory.Length).ToArray();
        }
        first = await RecoverAsync(_session);
        // As if the process had died between the store's commit and the release of the intake.
        await File.WriteAllBytesAsync(Path.Combine(IntakePath, "1.intake"), saved);

        Assert.Equal(first, await RecoverAsync(_session));
        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        SessionEntry session = Assert.Single(await archive.ListSessionsAsync(new SessionQuery(), default));
        Assert.Equal(2, session.Statements);
        Assert.Empty(Directory.GetFiles(IntakePath, "*.intake"));
    }

    [Fact]
    public async Task A_session_that_began_in_the_store_goes_on_in_its_chain_and_with_its_statements()
    {
        var store = new StoppingStore(_folder.Path);
        AuditLog log = await store.OpenAsync();
        SessionLog session = log.BeginSession(new SessionHeader("e", "Lines", "c"));
        session.Append(RecordKind.ClientBytes, "select 1\nselect 2\n"u8);
        session.Append(RecordKind.ServerBytes, "ok\n"u8);
        await log.FlushAsync(default);
        store.Fail();
        session.Append(RecordKind.ServerBytes, "denied\n"u8);
        await log.DisposeAsync(TimeSpan.FromMilliseconds(50));

        await (await AuditLog.OpenAsync(new AuditLogOptions { Path = _folder.Path }, new LineIndexers(), TimeProvider.System, default)).DisposeAsync();

        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        List<StoredRecord> records = await AuditLogTests.RecordsAsync(archive, session.Id);
        Assert.Equal("ok\ndenied\n"u8.ToArray(), AuditLogTests.Bytes(records, RecordKind.ServerBytes));
        Assert.Equal(Enumerable.Range(1, records.Count).Select(n => (long)n), records.Select(record => record.Header.Sequence));
        SessionEntry entry = Assert.Single(await archive.ListSessionsAsync(new SessionQuery(), default));
        Assert.Equal((2, 1), (entry.Statements, entry.Denied));
    }

    [Fact]
    public async Task A_segment_that_was_never_used_is_removed_and_one_with_a_damaged_header_is_kept_aside()
    {
        await File.WriteAllBytesAsync(Path.Combine(IntakePath, "1.intake"), new byte[1 << 16]);
        await File.WriteAllBytesAsync(Path.Combine(IntakePath, "2.intake"), [.. "WPINTAKE"u8, .. new byte[1 << 16]]);
        await File.WriteAllBytesAsync(Path.Combine(IntakePath, "3.intake"), []);

        await RecoverAsync(_session);

        Assert.Equal(["2.intake.damaged"], Directory.GetFiles(IntakePath, "?.intake*").Select(Path.GetFileName));
    }

    private IntakeSegment NewSegment(string name) =>
        IntakeSegment.Create(new DiskSegmentFiles(), Path.Combine(IntakePath, name), 1 << 16);

    private RecordHeader Header(long sequence) => new(RecordKind.ClientBytes, _session, sequence, sequence, sequence);

    private static void AppendAll(IntakeBlock block, SessionId session, long sequence, params string[] payloads)
    {
        foreach (string payload in payloads)
        {
            var header = new RecordHeader(RecordKind.ClientBytes, session, sequence, sequence, sequence);
            block.Append(header, Encoding.ASCII.GetBytes(payload));
            sequence++;
        }
    }

    private async Task<List<string>> RecoverAsync(SessionId session)
    {
        var options = new AuditLogOptions { Path = _folder.Path };
        await (await AuditLog.OpenAsync(options, new LineIndexers(), TimeProvider.System, default)).DisposeAsync();
        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        List<StoredRecord> records = await AuditLogTests.RecordsAsync(archive, session);
        return [.. records.Where(record => record.Kind == RecordKind.ClientBytes).Select(record => Encoding.ASCII.GetString(record.Bytes.Span))];
    }
}
