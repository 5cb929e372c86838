using WireProxy.Protocols.MySql.Rows;
using WireProxy.Protocols.MySql.Tests.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Tests.Rows;

public sealed class BinaryRowTests
{
    [Fact]
    public void Rows_of_a_server_are_read()
    {
        var seen = new List<string>();
        foreach (RowValue value in BinaryRow.Read(GoldenRows.Binary, GoldenRows.Types))
            seen.Add(Convert.ToHexStringLower(value.Bytes));
        Assert.Equal(["ff", "ffff", "000080ff", "00000080", "ffffffffffffffff", "0000c03f", "00000000000002c0",
            "313233342e353637", "e807021d", "e807021d0c2238140a0c00", "e807021d0c2238", "010100000009040570580a00",
            "e807", "0aaa", "79", "752c76"], seen[..16]);
    }

    [Fact]
    public void Rows_of_MySQL_are_read()
    {
        var seen = new List<string?>();
        foreach (RowValue value in BinaryRow.Read(GoldenRows.MySqlBinary, GoldenRows.MySqlTypes))
            seen.Add(value.IsNull ? null : Convert.ToHexStringLower(value.Bytes));
        Assert.Equal(["7b2261223a20317d", "000000000101000000000000000000f03f0000000000000040",
            "0000803f0000004000004040", "00ff", null, "78"], seen[20..]);
        Strictness.RefusesAnythingElse(GoldenRows.MySqlBinary, payload => BinaryRow.Read(payload, GoldenRows.MySqlTypes));
    }

    [Fact]
    public void Nulls_have_a_bit_and_no_bytes()
    {
        int count = 0;
        foreach (RowValue value in BinaryRow.Read(GoldenRows.BinaryNulls, GoldenRows.Types))
        {
            Assert.True(value.IsNull && value.Bytes.IsEmpty);
            count++;
        }
        Assert.Equal(GoldenRows.Types.Length, count);
    }

    [Fact]
    public void Midnights_and_zero_times_leave_out_their_parts()
    {
        var seen = new List<string?>();
        foreach (RowValue value in BinaryRow.Read(GoldenRows.BinaryMidnights, GoldenRows.Types))
            seen.Add(value.IsNull ? null : Convert.ToHexStringLower(value.Bytes));
        Assert.Equal(["00", "e8070101", "e8070101", ""], seen.Where(value => value is not null));
        Assert.Equal([0, 8, 9, 11], Enumerable.Range(0, seen.Count).Where(i => seen[i] is not null));
    }

    [Theory]
    [InlineData(1, "00 00 05")]
    [InlineData(5, "00 00 0505050505")]
    [InlineData(6, "00 00 050505050505")]
    [InlineData(7, "00 0000 05050505050505")]
    [InlineData(14, "00 0000 0505050505050505050505050505")]
    [InlineData(15, "00 000000 050505050505050505050505050505")]
    public void The_bitmap_has_two_bits_before_the_first_column(int columns, string hex)
    {
        FieldType[] types = [.. Enumerable.Repeat(FieldType.Tiny, columns)];
        int count = 0;
        foreach (RowValue value in BinaryRow.Read(Hex.Bytes(hex), types))
        {
            Assert.Equal([5], value.Bytes.ToArray());
            count++;
        }
        Assert.Equal(columns, count);
    }

    [Fact]
    public void Seventeen_columns_that_are_null_but_the_third_have_the_bits_of_the_manual()
    {
        // protocols reference 2.D: e0 with the first three columns set, ff 07 for the others
        FieldType[] types = [.. Enumerable.Repeat(FieldType.Tiny, 17)];
        var nulls = new List<bool>();
        foreach (RowValue value in BinaryRow.Read(Hex.Bytes("00 e0ff07 010203"), types))
            nulls.Add(value.IsNull);
        Assert.Equal([false, false, false, .. Enumerable.Repeat(true, 14)], nulls);
    }

    [Fact]
    public void Anything_but_one_row_is_refused()
    {
        foreach (byte[] golden in new[] { GoldenRows.Binary, GoldenRows.BinaryNulls, GoldenRows.BinaryMidnights })
            Strictness.RefusesAnythingElse(golden, payload => BinaryRow.Read(payload, GoldenRows.Types));
        Assert.Throws<MySqlProtocolException>(() => { BinaryRow.Read([0xFE, .. GoldenRows.BinaryNulls.AsSpan(1)], GoldenRows.Types); });
    }

    [Theory]
    [InlineData(FieldType.Date, "05 e807010100")]
    [InlineData(FieldType.DateTime, "08 e807010100000000")]
    [InlineData(FieldType.Timestamp, "0d e8070101000000000000000000")]
    [InlineData(FieldType.Time, "04 00000000")]
    [InlineData(FieldType.Time, "fb")]
    [InlineData(FieldType.DateTime, "fc0400 e8070101")]
    [InlineData(FieldType.Blob, "feffffffffffffffff 61")]
    [InlineData(FieldType.Blob, "fb")]
    [InlineData(FieldType.Null, "")]
    [InlineData(FieldType.NewDate, "04 e8070101")]
    [InlineData((FieldType)100, "00")]
    [InlineData((FieldType)243, "00")]
    [InlineData((FieldType)244, "00")]
    public void Values_that_no_server_sends_are_refused(FieldType type, string hex) => Assert.Throws<MySqlProtocolException>(
        () => { BinaryRow.Read([0, 0, .. Hex.Bytes(hex)], [type]); });

    [Fact]
    public void A_column_of_type_NULL_is_null()
    {
        foreach (RowValue value in BinaryRow.Read([0, 4], [FieldType.Null]))
            Assert.True(value.IsNull);
    }
}
