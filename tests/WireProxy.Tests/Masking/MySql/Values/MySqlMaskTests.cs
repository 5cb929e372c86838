using System.Buffers;
using System.Globalization;
using System.Text;
using WireProxy.Masking;
using WireProxy.Masking.MySql.Values;
using WireProxy.Protocols.MySql.Rows;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Tests.Masking.MySql.Values;

public sealed class MySqlMaskTests
{
    private const string HashOfAnn = "0d1f12b8196c52b0db44a5429c83230230c04b5adef6fa56f9cf70c5f0443242";

    private static readonly MaskSpec Full = new(MaskKind.Full);
    private static readonly MaskSpec Last4 = new(MaskKind.Last4);
    private static readonly MaskSpec Hash = new(MaskKind.Hash);

    private static readonly ColumnType[] Columns =
    [
        Masked.VarChar(30), Masked.VarChar(3), Masked.VarChar(0), Masked.VarChar(30, Masked.Latin1), Masked.VarChar(30, Masked.Utf16),
        Masked.VarChar(30, new CharacterSetId(12)), Masked.Blob(65535), Masked.Blob(4), Masked.Of(FieldType.Tiny), Masked.Of(FieldType.Short),
        Masked.Of(FieldType.Int24), Masked.Of(FieldType.Long), Masked.Of(FieldType.LongLong, FieldFlags.Unsigned), Masked.Of(FieldType.Float),
        Masked.Of(FieldType.Double), Masked.Of(FieldType.NewDecimal, decimals: 4), Masked.Of(FieldType.Date), Masked.Of(FieldType.DateTime),
        Masked.Of(FieldType.Timestamp, decimals: 6), Masked.Of(FieldType.Time), Masked.Of(FieldType.Year), Masked.Of(FieldType.Bit),
        Masked.Of(FieldType.Json), Masked.Of(FieldType.Geometry), Masked.VarChar(9) with { Type = FieldType.String, Flags = FieldFlags.Enum },
        Masked.VarChar(9) with { Type = FieldType.String, Flags = FieldFlags.Set }, Masked.VarChar(36) with { Extended = ExtendedType.Uuid },
    ];

    public static TheoryData<MaskKind, RowFormat> Masks
    {
        get
        {
            var data = new TheoryData<MaskKind, RowFormat>();
            foreach (MaskKind kind in Enum.GetValues<MaskKind>())
            {
                foreach (RowFormat format in Enum.GetValues<RowFormat>())
                    data.Add(kind, format);
            }
            return data;
        }
    }

    [Theory]
    [InlineData("", "****")]
    [InlineData("a long secret of many words", "****")]
    public void A_hidden_text_does_not_tell_its_length(string value, string expected) =>
        Assert.Equal(expected, Masked.InBoth(Full, value, Masked.VarChar(60)));

    [Theory]
    [InlineData(2, "**")]
    [InlineData(0, "")]
    public void A_hidden_text_fits_its_column(int characters, string expected) =>
        Assert.Equal(expected, Masked.InBoth(Full, "a", Masked.VarChar(characters)));

    [Fact]
    public void A_text_that_can_not_be_read_byte_by_byte_is_hidden_whole()
    {
        byte[] value = Encoding.BigEndianUnicode.GetBytes("123-45-6789");
        foreach (MaskKind kind in Enum.GetValues<MaskKind>())
        {
            var spec = new MaskSpec(kind) { First = 3, Last = 3, Value = "x" };
            foreach (RowFormat format in Enum.GetValues<RowFormat>())
                Assert.Equal(kind == MaskKind.Null ? null : [], Masked.Bytes(spec, value, Masked.VarChar(20, Masked.Utf16), format));
        }
    }

    [Fact]
    public void Characters_are_counted_in_the_encoding_of_the_column()
    {
        byte[] latin1 = Encoding.Latin1.GetBytes("größe");
        Assert.Equal(Encoding.Latin1.GetBytes("*röße"), Masked.Bytes(Last4, latin1, Masked.VarChar(9, Masked.Latin1), RowFormat.Text));
        Assert.Equal("*röße", Masked.InBoth(Last4, "größe", Masked.VarChar(9)));
    }

    [Fact]
    public void An_email_keeps_its_first_character_and_domain() =>
        Assert.Equal("a***@example.com", Masked.InBoth(new MaskSpec(MaskKind.Email), "ann@example.com", Masked.VarChar(80)));

    [Theory]
    [InlineData("entfernt", 60, "entfernt")]
    [InlineData("größer", 3, "grö")]
    public void A_text_is_replaced_and_cut_to_its_column(string value, int characters, string expected) =>
        Assert.Equal(expected, Masked.InBoth(new MaskSpec(MaskKind.Fixed) { Value = value }, "secret", Masked.VarChar(characters)));

    [Theory]
    [InlineData(FieldType.Tiny, FieldFlags.None, "7", "7", "07")]
    [InlineData(FieldType.Tiny, FieldFlags.None, "200", "0", "00")]
    [InlineData(FieldType.Tiny, FieldFlags.Unsigned, "200", "200", "c8")]
    [InlineData(FieldType.Int24, FieldFlags.None, "-2", "-2", "feffffff")]
    [InlineData(FieldType.LongLong, FieldFlags.Unsigned, "18446744073709551615", "18446744073709551615", "ffffffffffffffff")]
    [InlineData(FieldType.LongLong, FieldFlags.None, "seven", "0", "0000000000000000")]
    [InlineData(FieldType.Double, FieldFlags.None, "0.5", "0.5", "000000000000e03f")]
    [InlineData(FieldType.Float, FieldFlags.None, "1e99", "0", "00000000")]
    [InlineData(FieldType.Date, FieldFlags.None, "1999-12-31", "1999-12-31", "cf070c1f")]
    [InlineData(FieldType.Date, FieldFlags.None, "1999-02-31", "2000-01-01", "d0070101")]
    [InlineData(FieldType.DateTime, FieldFlags.None, "1999-12-31 23:59:58", "1999-12-31 23:59:58", "cf070c1f173b3a")]
    [InlineData(FieldType.NewDecimal, FieldFlags.None, "-12.34", "-12.34", "2d31322e3334")]
    [InlineData(FieldType.NewDecimal, FieldFlags.None, "1.2.3", "0", "30")]
    [InlineData(FieldType.Json, FieldFlags.None, "{}", "{}", "7b7d")]
    [InlineData(FieldType.Json, FieldFlags.None, "{", "null", "6e756c6c")]
    public void A_fixed_value_is_of_the_type_or_neutral(FieldType type, FieldFlags flags, string value, string text, string binary)
    {
        var spec = new MaskSpec(MaskKind.Fixed) { Value = value };
        Assert.Equal(text, Masked.Text(spec, "1", Masked.Of(type, flags)));
        Assert.Equal(binary, Masked.Binary(spec, "01", Masked.Of(type, flags)));
    }

    [Fact]
    public void A_text_becomes_its_hash_cut_to_the_column()
    {
        Assert.Equal(HashOfAnn, Masked.InBoth(Hash, "ann", Masked.VarChar(80)));
        Assert.Equal(HashOfAnn[..10], Masked.InBoth(Hash, "ann", Masked.VarChar(10)));
        Assert.Equal("bda9804791de0cac27be5b9a756bfe36a8bf8d5205797107a5d4fd3f1d5504d3", Masked.Binary(Hash, "00ff5c", Masked.Blob(65535)));
        Assert.Equal("bda98047", Masked.Binary(Hash, "00ff5c", Masked.Blob(4)));
    }

    // The same numbers hash alike in PostgreSQL's masks.
    [Theory]
    [InlineData(FieldType.Short, "5", "0500", 3740)]
    [InlineData(FieldType.Long, "5", "05000000", 245128376)]
    [InlineData(FieldType.LongLong, "5", "0500000000000000", 1052818361137081024)]
    [InlineData(FieldType.LongLong, "-5", "fbffffffffffffff", 9162361618651016002)]
    public void Equal_numbers_have_equal_hashes_in_both_formats(FieldType type, string text, string binary, long expected)
    {
        Assert.Equal(expected.ToString(CultureInfo.InvariantCulture), Masked.Text(Hash, text, Masked.Of(type)));
        byte[] little = BitConverter.GetBytes(expected)[..BinaryValue.FixedSize(type)];
        Assert.Equal(Convert.ToHexStringLower(little), Masked.Binary(Hash, binary, Masked.Of(type)));
    }

    [Theory]
    [InlineData(FieldType.Int24, "16777215", "ffffff00")]
    [InlineData(FieldType.LongLong, "18446744073709551615", "ffffffffffffffff")]
    [InlineData(FieldType.Tiny, "255", "ff")]
    public void An_unsigned_number_hashes_alike_in_both_formats(FieldType type, string text, string binary)
    {
        ColumnType column = Masked.Of(type, FieldFlags.Unsigned);
        long masked = long.Parse(Masked.Text(Hash, text, column)!, CultureInfo.InvariantCulture);
        Assert.InRange(masked, 0, (long)(ulong.MaxValue >> (64 - IntegerHashMask.BitsOf(type)!.Value + 1)));
        Assert.Equal(Masked.Binary(Hash, binary, column), Convert.ToHexStringLower(BitConverter.GetBytes(masked)[..BinaryValue.FixedSize(type)]));
    }

    [Theory]
    [MemberData(nameof(Masks))]
    public void Any_value_of_any_type_is_masked_within_the_announced_length(MaskKind kind, RowFormat format)
    {
        var random = new Random(42);
        foreach (ColumnType column in Columns)
        {
            MySqlMask mask = Create(kind, column, format);
            for (int i = 0; i < 300; i++)
            {
                byte[] value = new byte[format == RowFormat.Binary && BinaryValue.FixedSize(column.Type) is var size and > 0 ? size : random.Next(70)];
                if (i % 2 == 0)
                    random.NextBytes(value);
                else
                    random.GetItems("0123456789abcdef-@.\\x "u8, value);
                byte[] destination = new byte[mask.MaxLength(value.Length)];
                int written = mask.Write(value, destination);
                Assert.True(written >= ValueRewriter.Null);
                Assert.True(format == RowFormat.Text || written == ValueRewriter.Null || BinaryValue.IsLength(column.Type, written), $"{kind} {column}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Masks))]
    public void Masking_a_row_allocates_nothing(MaskKind kind, RowFormat format)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        foreach (ColumnType column in Columns)
        {
            byte[] value = ValueOf(column, format);
            byte[] row = format == RowFormat.Text ? [(byte)value.Length, .. value] : BinaryRowOf(column, value);
            ResultRowRewriter rewriter = format == RowFormat.Text
                ? new TextRowRewriter(Create(kind, column, format))
                : new BinaryRowRewriter([column.Type], Create(kind, column, format));
            rewriter.Rewrite(row, 0, output);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                output.ResetWrittenCount();
                rewriter.Rewrite(row, 0, output);
            }
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static byte[] ValueOf(ColumnType column, RowFormat format) =>
        format == RowFormat.Text ? "12"u8.ToArray() : NeutralValue.For(column, format)!;

    private static byte[] BinaryRowOf(ColumnType column, byte[] value) => BinaryValue.LayoutOf(column.Type) == BinaryLayout.Fixed
        ? [0, 0, .. value]
        : [0, 0, (byte)value.Length, .. value];

    private static MySqlMask Create(MaskKind kind, ColumnType column, RowFormat format) =>
        MySqlMask.For(new MaskSpec(kind) { First = 2, Last = 2, Value = "7" }, column, format, Masked.Key);
}
