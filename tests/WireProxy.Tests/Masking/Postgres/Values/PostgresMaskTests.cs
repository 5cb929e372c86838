using System.Buffers;
using WireProxy.Masking;
using WireProxy.Masking.Postgres.Values;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Tests.Masking.Postgres.Values;

/// <summary>What holds for every mask on every type.</summary>
public sealed class PostgresMaskTests
{
    private static readonly uint[] Types =
    [
        TypeOid.Text, TypeOid.VarChar, TypeOid.BpChar, TypeOid.Name, TypeOid.Char, TypeOid.Bool, TypeOid.Bytea, TypeOid.Int2,
        TypeOid.Int4, TypeOid.Int8, TypeOid.Oid, TypeOid.Float8, TypeOid.Numeric, TypeOid.Uuid, TypeOid.Json, TypeOid.Jsonb,
        TypeOid.Date, TypeOid.Timestamp, TypeOid.Bit, 869, 1009, 3904, 2249, 16500,
    ];

    public static TheoryData<MaskKind, FieldFormat> Masks
    {
        get
        {
            var data = new TheoryData<MaskKind, FieldFormat>();
            foreach (MaskKind kind in Enum.GetValues<MaskKind>())
            {
                foreach (FieldFormat format in Enum.GetValues<FieldFormat>())
                    data.Add(kind, format);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Masks))]
    public void Any_bytes_are_masked_within_the_announced_length(MaskKind kind, FieldFormat format)
    {
        var random = new Random(42);
        foreach (uint oid in Types)
        {
            PostgresMask mask = Create(kind, oid, format);
            for (int i = 0; i < 500; i++)
            {
                byte[] value = new byte[random.Next(70)];
                if (i % 2 == 0)
                    random.NextBytes(value);
                else
                    random.GetItems("0123456789abcdef-@.\\x "u8, value);
                int written = mask.Write(value, new byte[mask.MaxLength(value.Length)]);
                Assert.True(written >= ValueRewriter.Null);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Masks))]
    public void Masking_a_row_allocates_nothing(MaskKind kind, FieldFormat format)
    {
        byte[] row = [0, 2, 0, 0, 0, 15, .. "ann@example.com"u8, 255, 255, 255, 255];
        var output = new ArrayBufferWriter<byte>(4096);
        foreach (uint oid in Types)
        {
            var rewriter = new DataRowRewriter(Create(kind, oid, format), Create(kind, oid, format));
            rewriter.Rewrite(row, output);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                output.ResetWrittenCount();
                rewriter.Rewrite(row, output);
            }
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Theory]
    [MemberData(nameof(Masks))]
    public void Null_stays_null(MaskKind kind, FieldFormat format)
    {
        byte[] row = [0, 1, 255, 255, 255, 255];
        foreach (uint oid in Types)
        {
            var output = new ArrayBufferWriter<byte>();
            new DataRowRewriter(Create(kind, oid, format)).Rewrite(row, output);
            Assert.Equal(row, output.WrittenSpan[5..].ToArray());
        }
    }

    private static PostgresMask Create(MaskKind kind, uint oid, FieldFormat format) =>
        PostgresMask.For(new MaskSpec(kind) { First = 2, Last = 2, Value = "7" }, oid, format, 4 + 30, Masked.Key);
}
