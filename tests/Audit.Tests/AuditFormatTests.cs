using System.Text.RegularExpressions;
using WireProxy.Audit.Intake;
using WireProxy.Audit.Records;
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
    public void Every_record_kind_is_documented()
    {
        foreach (RecordKind kind in Enum.GetValues<RecordKind>())
            Assert.Contains($"| {(int)kind} | {kind} |", Document, StringComparison.Ordinal);
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
