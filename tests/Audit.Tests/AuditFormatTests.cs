using System.Security.Cryptography;
using System.Text.RegularExpressions;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Intake;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Stores.Sqlite;
using WireProxy.Audit.Tests.Records;

namespace WireProxy.Audit.Tests;

/// <summary>docs/audit-format.md says what is on the disk; here it is held to it.</summary>
public sealed class AuditFormatTests
{
    private static readonly string Document = File.ReadAllText(Find("docs/audit-format.md"));
    private static readonly SessionId Session = SessionId.Read([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);

    private static byte[] Record => RecordReaderTests.Write(
        new RecordHeader(RecordKind.ClientBytes, Session, 7, 1_500, 1_700_000_000_000_000), "hello"u8);

    [Fact]
    public void The_record_is_as_documented() => AssertExample("record", Record);

    [Fact]
    public void The_segment_header_is_as_documented()
    {
        byte[] segment = new byte[SegmentHeader.Size];
        new SegmentHeader(0x1122334455667788).Write(segment);

        AssertExample("segment", segment[..28]);
        Assert.True(SegmentHeader.TryRead(segment, out SegmentHeader read));
        Assert.Equal(0x1122334455667788ul, read.Nonce);
        Assert.All(segment[28..], rest => Assert.Equal(0, rest));
    }

    [Fact]
    public void The_block_header_is_as_documented()
    {
        byte[] block = new byte[8192];
        var header = new BlockHeader(0x1122334455667788, Session, 7, 8192);
        header.Write(block);

        AssertExample("block", block[..48]);
        Assert.True(BlockHeader.TryRead(block, header.Nonce, out BlockHeader read));
        Assert.Equal(header, read);
        Assert.False(BlockHeader.TryRead(block, header.Nonce + 1, out _));
        Assert.False(BlockHeader.TryRead(block.AsSpan(0, 4096), header.Nonce, out _));
    }

    [Fact]
    public void The_chunk_is_as_documented()
    {
        byte[] chunk = Chunk;
        AssertExample("chunk", chunk);
        var content = new ChunkContent(chunk);
        Assert.Equal(ChunkHeader.Size + Record.Length + content.Header.EntryLength + content.Header.OutcomesLength, chunk.Length);
        Assert.Equal(Record, content.StoredRecords.ToArray());
        Assert.Equal(Entry, content.ReadEntry().Entry);
        Assert.Equal(Statement, Assert.Single(content.ReadOutcomes(key: null)), StatementComparer);
    }

    [Fact]
    public void The_frame_is_as_documented()
    {
        FrameHeader frame = new LedgerPosition(41, Digest.Of("before"u8)).Next(FrameKind.Head, "abc"u8, Digest.Of("abc"u8), 1_700_000_000_000_000);
        byte[] header = new byte[FrameHeader.Size];
        frame.Write(header);

        AssertExample("ledger", LedgerFile.Header());
        AssertExample("frame", header);
        Assert.Equal(Digest.Of([.. Convert.FromHexString(Digest.Of("before"u8).ToString()), .. header[4..64]]), frame.Link);
        Assert.Equal(FrameHeader.Size + 8, frame.FrameSize);
    }

    [Fact]
    public void The_head_and_the_root_are_as_documented()
    {
        LedgerId ledger = LedgerId.Read([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
        byte[] publicKey = [.. Enumerable.Repeat((byte)0xAA, SignedHead.PublicKeySize)];
        var head = new SignedHead
        {
            Ledger = ledger,
            Position = 41,
            Link = Digest.Of("before"u8),
            UnixMicroseconds = 1_700_000_000_000_000,
            Epoch = 2,
            NextKey = publicKey,
        };

        AssertExample("head", head.ToSign());
        AssertExample("root", Keychain.Root(ledger, 42, publicKey));
        Assert.Equal(SignedHead.Size, head.ToSign().Length + 96);
        Assert.Equal(Keychain.RootSize, Keychain.Root(ledger, 42, publicKey).Length + 96);
    }

    [Fact]
    public void The_session_key_is_as_documented()
    {
        byte[] master = [.. Enumerable.Repeat((byte)0xBB, 32)];
        byte[] key = [.. Enumerable.Range(0, 32).Select(at => (byte)at)];
        byte[] wrapped = WrappedKey.Wrap(Session, KeyId.Of(master), master, key);

        AssertExample("key", wrapped[..32]);
        Assert.Equal(92, wrapped.Length);
        byte[] opened = new byte[32];
        using var cipher = new AesGcm(master, 16);
        cipher.Decrypt(wrapped.AsSpan(32, 12), wrapped.AsSpan(44, 32), wrapped.AsSpan(76, 16), opened, wrapped.AsSpan(0, 32));
        Assert.Equal(key, opened);
    }

    [Fact]
    public void An_encrypted_chunk_opens_as_documented()
    {
        byte[] master = [.. Enumerable.Repeat((byte)0xBB, 32)];
        byte[] key = [.. Enumerable.Range(0, 32).Select(at => (byte)at)];
        byte[] wrapped = WrappedKey.Wrap(Session, KeyId.Of(master), master, key);
        using var session = new SessionKey(KeyId.Of(master), key, Digest.Of(wrapped));
        byte[] chunk = Seal(session);
        ChunkHeader header = ChunkHeader.Read(chunk);

        using var cipher = new AesGcm(key, 16);
        byte[] records = new byte[header.RecordsLength - 16];
        cipher.Decrypt(
            chunk.AsSpan(72, 12), chunk.AsSpan(160, records.Length), chunk.AsSpan(160 + records.Length, 16), records, chunk.AsSpan(0, 160));
        Assert.Equal(Record, records);
        byte[] nonce = [.. chunk.AsSpan(72, 11), 1];
        byte[] outcomes = new byte[header.OutcomesLength - 16];
        cipher.Decrypt(nonce, chunk.AsSpan(chunk.Length - header.OutcomesLength, outcomes.Length), chunk.AsSpan(chunk.Length - 16), outcomes, chunk.AsSpan(0, 160));
        Assert.Equal(Chunk[^outcomes.Length..], outcomes);
        Assert.Equal(Digest.Of(wrapped), header.KeyHash);
    }

    [Fact]
    public void Every_number_on_the_disk_is_documented()
    {
        foreach (FrameKind kind in Enum.GetValues<FrameKind>())
            Assert.Contains($"| {(int)kind} | {kind} |", Section("## Frame"), StringComparison.Ordinal);
        foreach (ChunkSealing sealing in Enum.GetValues<ChunkSealing>())
            Assert.Contains($"{(int)sealing} = {sealing}", Section("## Chunk"), StringComparison.Ordinal);
        foreach (VerdictOutcome outcome in Enum.GetValues<VerdictOutcome>())
            Assert.Contains($"{(int)outcome} = {outcome}", Section("### Outcomes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_folder_is_as_documented()
    {
        using var store = new Verification.SignedStore();
        await using AuditLog log = await store.OpenAsync();
        await Verification.SignedStore.RecordAsync(log, 1, 1);

        string folder = Section("## Folder");
        foreach (string path in Directory.GetFiles(store.Path, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(store.Path, path).Replace(DateTime.UtcNow.ToString("yyyy-MM-dd", null), "DAY", StringComparison.Ordinal);
            Assert.Contains(Path.GetExtension(name) == ".intake" ? "intake/N.intake" : name, folder, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_record_kind_is_documented()
    {
        foreach (RecordKind kind in Enum.GetValues<RecordKind>())
            Assert.Contains($"| {(int)kind} | {kind} |", Document, StringComparison.Ordinal);
    }

    private static SessionEntry Entry { get; } = new()
    {
        Id = Session,
        Endpoint = "e",
        Protocol = "Postgres",
        Client = "c",
        User = "bob",
        StartedAt = DateTimeOffset.UnixEpoch.AddMicroseconds(1_700_000_000_000_000),
        Statements = 1,
        Rows = 3,
        BytesFromClient = 5,
    };

    private static StatementEntry Statement { get; } = new()
    {
        Seq = 1,
        At = Entry.StartedAt,
        Duration = TimeSpan.FromMicroseconds(70),
        Sql = "q",
        Kind = "Select",
        Verdict = VerdictOutcome.Allow,
        Rows = 3,
        Masked = ["ssn"],
    };

    private static IEqualityComparer<StatementEntry> StatementComparer { get; } =
        EqualityComparer<StatementEntry>.Create((left, right) => left! with { Masked = [] } == right! with { Masked = [] } && left.Masked.SequenceEqual(right.Masked));

    private static byte[] Chunk => Seal(key: null);

    private static byte[] Seal(SessionKey? key)
    {
        var packer = new ChunkPacker(4096);
        Assert.True(packer.TryAdd(7, Record));
        return packer.Seal(Entry, [Statement], new SessionChain(new StoredPosition(6, 1, Digest.Of("first chunk"u8))), key).Chunk.Bytes.ToArray();
    }

    private static string Section(string heading)
    {
        int start = Document.IndexOf(heading + "\n", StringComparison.Ordinal);
        Assert.True(start >= 0, heading);
        int end = Document.IndexOf(heading.StartsWith("###", StringComparison.Ordinal) ? "\n#" : "\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? Document[start..] : Document[start..end];
    }

    private static void AssertExample(string name, byte[] bytes)
    {
        Match example = Regex.Match(Document, $"```{name}\n([0-9a-f\\s]+)```");
        Assert.True(example.Success);
        string documented = string.Concat(example.Groups[1].Value.Where(char.IsAsciiHexDigit));
        Assert.Equal(documented, Convert.ToHexStringLower(bytes));
    }

    private static string Find(string file)
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, file)))
            folder = Path.GetDirectoryName(folder);
        return Path.Combine(folder ?? throw new FileNotFoundException(file), file);
    }
}
