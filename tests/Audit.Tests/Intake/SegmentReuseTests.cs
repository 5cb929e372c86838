using System.Text;
using Microsoft.Win32.SafeHandles;
using WireProxy.Audit.Intake;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit.Tests.Intake;

public sealed class SegmentReuseTests : IDisposable
{
    private const int SegmentBytes = 1 << 20;

    private readonly TempFolder _folder = new();
    private readonly CountingSegmentFiles _files = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_renewed_segment_has_another_nonce_and_nothing_of_what_was_in_it()
    {
        var session = SessionId.Create(DateTimeOffset.UtcNow);
        using IntakeSegment used = IntakeSegment.Create(_files, Path.Combine(_folder.Path, "1.intake"), SegmentBytes);
        IntakeBlock block = used.Allocate(session, 1, 8192);
        block.Append(new RecordHeader(RecordKind.ClientBytes, session, 1, 0, 0), "select 1"u8);
        Assert.True(SegmentHeader.TryRead(used.Memory.Slice(0, SegmentHeader.Size), out SegmentHeader before));
        block.Freeze();
        block.Release();

        IntakeSegment renewed = used.Renew();

        Assert.True(SegmentHeader.TryRead(renewed.Memory.Slice(0, SegmentHeader.Size), out SegmentHeader after));
        Assert.NotEqual(before, after);
        Assert.False(renewed.IsClosed);
        Assert.Equal(SegmentBytes - SegmentHeader.Size, renewed.Room);
        Assert.False(renewed.Memory.Slice(SegmentHeader.Size, SegmentBytes - SegmentHeader.Size).ContainsAnyExcept((byte)0));
    }

    [Fact]
    public async Task What_is_in_the_store_is_in_the_intake_no_longer()
    {
        await using AuditLog log = await OpenAsync();
        SessionLog session = log.BeginSession(RecordedFolder.Header);
        for (int i = 0; i < 100; i++)
            session.Append(RecordKind.ClientBytes, "select 'a secret'\n"u8);
        Assert.Contains("a secret", Intake());
        session.End("done");
        await log.FlushAsync(default);

        Assert.DoesNotContain("a secret", Intake());
    }

    [Fact]
    public void A_segment_whose_blocks_are_void_has_none_even_where_they_are_still_there()
    {
        var session = SessionId.Create(DateTimeOffset.UtcNow);
        using IntakeSegment used = IntakeSegment.Create(_files, Path.Combine(_folder.Path, "1.intake"), SegmentBytes);
        used.Allocate(session, 1, 8192).Append(new RecordHeader(RecordKind.ClientBytes, session, 1, 0, 0), "select 1"u8);
        byte[] blocks = used.Memory.Slice(SegmentHeader.Size, 8192).ToArray();
        using SegmentFile file = new DiskSegmentFiles().Create(Path.Combine(_folder.Path, "2.intake"), SegmentBytes);
        var header = SegmentHeader.Create();
        header.Write(file.Memory.Slice(0, SegmentHeader.Size));
        blocks.CopyTo(file.Memory.Slice(SegmentHeader.Size, blocks.Length));

        Assert.Single(used.FindBlocks());
        using IntakeSegment recovered = IntakeSegment.Recovered(file, header);
        Assert.Empty(recovered.FindBlocks());
    }

    [Fact]
    public async Task A_busy_log_needs_few_segments_and_records_everything()
    {
        const int Pieces = 300;
        SessionId id;
        await using (AuditLog log = await OpenAsync())
        {
            SessionLog session = log.BeginSession(RecordedFolder.Header);
            id = session.Id;
            for (int piece = 0; piece < Pieces; piece++)
            {
                session.Append(RecordKind.ServerBytes, Enumerable.Repeat((byte)piece, 100_000).ToArray());
                await session.WaitForRoomAsync(default);
                if (piece % 5 == 0)
                    await log.FlushAsync(default);
            }
            session.End("done");
        }

        Assert.InRange(_files.Created, 3, 10);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.Path, "intake"), "*.intake"));
        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        byte[] bytes = AuditLogTests.Bytes(await AuditLogTests.RecordsAsync(archive, id), RecordKind.ServerBytes);
        Assert.Equal(Enumerable.Range(0, Pieces).SelectMany(piece => Enumerable.Repeat((byte)piece, 100_000)), bytes);
    }

    private string Intake() => string.Concat(
        Directory.GetFiles(Path.Combine(_folder.Path, "intake"), "*.intake").Select(file => Encoding.Latin1.GetString(ReadShared(file))));

    private static byte[] ReadShared(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[RandomAccess.GetLength(file)];
        RandomAccess.Read(file, bytes, 0);
        return bytes;
    }

    private Task<AuditLog> OpenAsync() => AuditLog.OpenAsync(
        new AuditLogOptions { Path = _folder.Path, SegmentFiles = _files, SegmentBytes = SegmentBytes },
        () => SqliteAuditStore.Open(_folder.Path, new CatalogSource(keys: null)),
        new LineIndexers(),
        TimeProvider.System,
        default);

    private sealed class CountingSegmentFiles : ISegmentFiles
    {
        private readonly DiskSegmentFiles _disk = new();
        private int _created;

        public int Created => _created;

        public SegmentFile Create(string path, int length)
        {
            Interlocked.Increment(ref _created);
            return _disk.Create(path, length);
        }

        public SegmentFile Open(string path) => _disk.Open(path);
    }
}
