using System.Text;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Protocols.Postgres.Tests.Values;

public sealed class PostgresLiteralTests
{
    /// <summary>Type, what a person writes, and what PostgreSQL 15 sends for it (time zone UTC).</summary>
    public static TheoryData<uint, string, string, string> Golden { get; } = new()
    {
        { TypeOid.Int2, @"0", @"0", "0000" },
        { TypeOid.Int2, @"-32768", @"-32768", "8000" },
        { TypeOid.Int2, @"32767", @"32767", "7fff" },
        { TypeOid.Int2, @"+7", @"7", "0007" },
        { TypeOid.Int4, @"-2147483648", @"-2147483648", "80000000" },
        { TypeOid.Int4, @"2147483647", @"2147483647", "7fffffff" },
        { TypeOid.Int4, @"42", @"42", "0000002a" },
        { TypeOid.Int8, @"9223372036854775807", @"9223372036854775807", "7fffffffffffffff" },
        { TypeOid.Int8, @"-9223372036854775808", @"-9223372036854775808", "8000000000000000" },
        { TypeOid.Int8, @"-1", @"-1", "ffffffffffffffff" },
        { TypeOid.Oid, @"0", @"0", "00000000" },
        { TypeOid.Oid, @"4294967295", @"4294967295", "ffffffff" },
        { TypeOid.Float4, @"0", @"0", "00000000" },
        { TypeOid.Float4, @"1.5", @"1.5", "3fc00000" },
        { TypeOid.Float4, @"-0.1", @"-0.1", "bdcccccd" },
        { TypeOid.Float4, @"1e10", @"1e+10", "501502f9" },
        { TypeOid.Float8, @"0", @"0", "0000000000000000" },
        { TypeOid.Float8, @"1.5", @"1.5", "3ff8000000000000" },
        { TypeOid.Float8, @"-0.1", @"-0.1", "bfb999999999999a" },
        { TypeOid.Float8, @"12345.678", @"12345.678", "40c81cd6c8b43958" },
        { TypeOid.Numeric, @"0", @"0", "0000000000000000" },
        { TypeOid.Numeric, @"-0", @"0", "0000000000000000" },
        { TypeOid.Numeric, @"0.00", @"0.00", "0000000000000002" },
        { TypeOid.Numeric, @"12.34", @"12.34", "0002000000000002000c0d48" },
        { TypeOid.Numeric, @"-12.34", @"-12.34", "0002000040000002000c0d48" },
        { TypeOid.Numeric, @"10000", @"10000", "00010001000000000001" },
        { TypeOid.Numeric, @"100000000", @"100000000", "00010002000000000001" },
        { TypeOid.Numeric, @"0.0001", @"0.0001", "0001ffff000000040001" },
        { TypeOid.Numeric, @"0.00012", @"0.00012", "0002ffff00000005000107d0" },
        { TypeOid.Numeric, @"123456789.987654321", @"123456789.987654321", "0006000200000009000109291a852694153803e8" },
        { TypeOid.Numeric, @"00012.50", @"12.50", "0002000000000002000c1388" },
        { TypeOid.Numeric, @".5", @"0.5", "0001ffff000000011388" },
        { TypeOid.Numeric, @"5.", @"5", "00010000000000000005" },
        { TypeOid.Numeric, @"99999999999999999999999999", @"99999999999999999999999999", "00070006000000000063270f270f270f270f270f270f" },
        { TypeOid.Numeric, @"-1", @"-1", "00010000400000000001" },
        { TypeOid.Numeric, @"1.0000", @"1.0000", "00010000000000040001" },
        { TypeOid.Bool, @"true", @"t", "01" },
        { TypeOid.Bool, @"F", @"f", "00" },
        { TypeOid.Bool, @"on", @"t", "01" },
        { TypeOid.Bool, @"0", @"f", "00" },
        { TypeOid.Uuid, @"A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", @"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a0eebc999c0b4ef8bb6d6bb9bd380a11" },
        { TypeOid.Json, @"{""a"": [1, null]}", @"{""a"": [1, null]}", "7b2261223a205b312c206e756c6c5d7d" },
        { TypeOid.Jsonb, @"{""a"": [1, null]}", @"{""a"": [1, null]}", "017b2261223a205b312c206e756c6c5d7d" },
        { TypeOid.Date, @"2000-01-01", @"2000-01-01", "00000000" },
        { TypeOid.Date, @"1999-12-31", @"1999-12-31", "ffffffff" },
        { TypeOid.Date, @"0001-01-01", @"0001-01-01", "fff4dbf9" },
        { TypeOid.Date, @"9999-12-31", @"9999-12-31", "002c95d3" },
        { TypeOid.Date, @"2024-02-29", @"2024-02-29", "00002279" },
        { TypeOid.Timestamp, @"2000-01-01 00:00:00", @"2000-01-01 00:00:00", "0000000000000000" },
        { TypeOid.Timestamp, @"1999-12-31 23:59:59.999999", @"1999-12-31 23:59:59.999999", "ffffffffffffffff" },
        { TypeOid.Timestamp, @"2024-02-29 12:34:56.5", @"2024-02-29 12:34:56.5", "0002b583416e1d20" },
        { TypeOid.Timestamp, @"2024-02-29", @"2024-02-29 00:00:00", "0002b578b58c6000" },
        { TypeOid.Timestamp, @"2024-02-29T01:02:03", @"2024-02-29 01:02:03", "0002b5799374d8c0" },
        { TypeOid.TimestampTz, @"2000-01-01 00:00:00+00", @"2000-01-01 00:00:00+00", "0000000000000000" },
        { TypeOid.TimestampTz, @"2024-02-29 12:34:56+02:00", @"2024-02-29 10:34:56+00", "0002b581943f3400" },
        { TypeOid.TimestampTz, @"2024-02-29 12:34:56.25-08", @"2024-02-29 20:34:56.25+00", "0002b589f6076c90" },
        { TypeOid.TimestampTz, @"2024-02-29T01:02:03Z", @"2024-02-29 01:02:03+00", "0002b5799374d8c0" },
        { TypeOid.TimestampTz, @"2024-02-29", @"2024-02-29 00:00:00+00", "0002b578b58c6000" },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void A_literal_has_the_bytes_that_the_server_sends(uint oid, string written, string text, string binary)
    {
        Assert.Equal(text, Encoding.UTF8.GetString(PostgresLiteral.Encode(oid, FieldFormat.Text, written)!));
        Assert.Equal(binary, Convert.ToHexStringLower(PostgresLiteral.Encode(oid, FieldFormat.Binary, written)!));
    }

    [Theory]
    [InlineData(TypeOid.Int2, "32768")]
    [InlineData(TypeOid.Int4, "2147483648")]
    [InlineData(TypeOid.Int8, "9223372036854775808")]
    [InlineData(TypeOid.Int4, "")]
    [InlineData(TypeOid.Int4, "1.5")]
    [InlineData(TypeOid.Int4, " 1")]
    [InlineData(TypeOid.Oid, "-1")]
    [InlineData(TypeOid.Float4, "1e39")]
    [InlineData(TypeOid.Float8, "NaN")]
    [InlineData(TypeOid.Float8, "1,5")]
    [InlineData(TypeOid.Numeric, "")]
    [InlineData(TypeOid.Numeric, "-")]
    [InlineData(TypeOid.Numeric, ".")]
    [InlineData(TypeOid.Numeric, "1.2.3")]
    [InlineData(TypeOid.Numeric, "1e5")]
    [InlineData(TypeOid.Numeric, "\u0661")]
    [InlineData(TypeOid.Bool, "maybe")]
    [InlineData(TypeOid.Uuid, "a0eebc99")]
    [InlineData(TypeOid.Json, "{")]
    [InlineData(TypeOid.Jsonb, "****")]
    [InlineData(TypeOid.Date, "2023-02-29")]
    [InlineData(TypeOid.Date, "01/02/2023")]
    [InlineData(TypeOid.Timestamp, "2023-02-28 25:00:00")]
    [InlineData(TypeOid.Bytea, "\\x00")]
    [InlineData(TypeOid.Text, "text")]
    [InlineData(16500u, "1")]
    public void What_is_no_value_of_the_type_is_refused(uint oid, string written)
    {
        Assert.Null(PostgresLiteral.Encode(oid, FieldFormat.Text, written));
        Assert.Null(PostgresLiteral.Encode(oid, FieldFormat.Binary, written));
    }
}
