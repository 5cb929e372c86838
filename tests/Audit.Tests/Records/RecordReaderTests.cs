using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Tests.Records;

public sealed class RecordReaderTests
{
    private static readonly SessionId Session = SessionId.Read([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    private static readonly RecordHeader Header = new(RecordKind.ClientBytes, Session, 7, 1_500, 1_700_000_000_000_000);

    // Length 61, CRC32C, kind 2, sequence 7, 1500 ns, wall clock, session, "hello", padding to 64.
    private const string Golden =
        "3d000000" + "CRC_____" + "0200000000000000" + "0700000000000000" + "dc05000000000000" + "00401e18240a0600"
        + "0102030405060708090a0b0c0d0e0f10" + "68656c6c6f" + "000000";

    [Fact]
    public void Golden_bytes_are_written_and_read()
    {
        byte[] bytes = Write(Header, "hello"u8);
        byte[] golden = Convert.FromHexString(Golden.Replace("CRC_____", Convert.ToHexString(bytes[4..8]), StringComparison.Ordinal));

        Assert.Equal(golden, bytes);
        var reader = new RecordReader(golden);
        Assert.True(reader.TryRead(out AuditRecord record));
        Assert.Equal(Header, record.Header);
        Assert.Equal("hello"u8.ToArray(), record.Bytes.ToArray());
        Assert.True(reader.AtEnd);
    }

    [Fact]
    public void The_checksum_is_CRC32C_over_the_length_and_what_follows_the_commit_word()
    {
        byte[] bytes = Write(Header, "hello"u8);
        byte[] covered = [.. bytes[..4], .. bytes[8..61]];

        Assert.Equal(BitByBit(covered), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4)));
        Assert.Equal(0xe3069283u, BitByBit("123456789"u8));
        Assert.Equal(0xe3069283u, Crc32C.Compute("123456789"u8));
    }

    [Fact]
    public void Truncated_at_every_position_nothing_is_read()
    {
        byte[] bytes = Write(Header, "hello"u8);
        for (int length = 0; length < bytes.Length; length++)
            Assert.Equal(0, Read(bytes[..length]));
    }

    [Fact]
    public void A_flipped_bit_anywhere_but_in_the_padding_is_found()
    {
        byte[] bytes = Write(Header, "hello"u8);
        for (int bit = 0; bit < 61 * 8; bit++)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(0, Read(flipped));
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(55u)]
    [InlineData(65u)]
    [InlineData(0x7fffffffu)]
    [InlineData(0x80000000u)]
    [InlineData(0xffffffffu)]
    public void A_hostile_length_is_the_end(uint length)
    {
        byte[] bytes = Write(Header, "hello"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, length);

        Assert.Equal(0, Read(bytes));
    }

    [Fact]
    public void Reading_stops_at_the_first_record_that_is_not_whole()
    {
        byte[] first = Write(Header, "one"u8);
        byte[] torn = Write(Header with { Sequence = 8 }, "two"u8);
        torn[^8] ^= 1;
        byte[] third = Write(Header with { Sequence = 9 }, "three"u8);

        var reader = new RecordReader((byte[])[.. first, .. torn, .. third]);

        Assert.True(reader.TryRead(out _));
        Assert.False(reader.TryRead(out _));
        Assert.False(reader.AtEnd);
        Assert.Equal(first.Length, reader.Position);
    }

    [Fact]
    public void Any_payloads_come_back_in_order()
    {
        var payloads = ArbMap.Default.ArbFor<byte[][]>();
        Prop.ForAll(payloads, written =>
        {
            byte[] bytes = [.. written.SelectMany((payload, at) => Write(Header with { Sequence = at }, payload))];
            List<byte[]> read = [];
            var reader = new RecordReader(bytes);
            while (reader.TryRead(out AuditRecord record))
                read.Add(record.Bytes.ToArray());
            return reader.AtEnd && read.Count == written.Length && read.Zip(written).All(pair => pair.First.SequenceEqual(pair.Second));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(11);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            if (bytes.Length > 4)
                bytes.AsSpan(1, 3).Clear();
            Assert.Equal(0, Read(bytes));
        }
    }

    [Fact]
    public void Checksums_of_long_runs_are_those_of_their_bits()
    {
        byte[] bytes = new byte[10_000];
        new Random(7).NextBytes(bytes);
        foreach (int length in (int[])[1023, 1024, 3071, 3072, 3073, 3080, 6144, 9217, 10_000])
            Assert.Equal(BitByBit(bytes.AsSpan(0, length)), Crc32C.Compute(bytes.AsSpan(0, length)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(3072)]
    [InlineData(40_000)]
    public void A_copied_record_is_the_same_and_one_that_changed_is_noticed(int payload)
    {
        var random = new Random(13);
        byte[] bytes = new byte[payload];
        random.NextBytes(bytes);
        byte[] record = Write(new RecordHeader(RecordKind.ServerBytes, SessionId.Create(DateTimeOffset.UnixEpoch), 7, 1, 2), bytes);
        byte[] copy = Enumerable.Repeat((byte)0xee, record.Length).ToArray();

        Assert.True(RecordWriter.TryCopy(record, copy));
        Assert.Equal(record, copy);
        int length = RecordHeader.Size + payload;
        for (int i = 0; i < 200; i++)
        {
            // The length word says how far the checksum goes: whoever walks the records has checked it.
            int at = random.Next(sizeof(uint), length);
            byte changed = (byte)(1 << random.Next(8));
            record[at] ^= changed;
            Assert.False(RecordWriter.TryCopy(record, copy));
            record[at] ^= changed;
        }
    }

    internal static byte[] Write(in RecordHeader header, ReadOnlySpan<byte> payload)
    {
        byte[] bytes = new byte[RecordWriter.SizeOf(payload.Length)];
        Assert.Equal(bytes.Length, RecordWriter.Write(bytes, header, payload));
        return bytes;
    }

    private static int Read(byte[] bytes)
    {
        var reader = new RecordReader(bytes);
        int records = 0;
        while (reader.TryRead(out _))
            records++;
        return records;
    }

    private static uint BitByBit(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~0u;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0x82f63b78u);
        }
        return ~crc;
    }
}
