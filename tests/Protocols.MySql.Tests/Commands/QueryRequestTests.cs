using System.Text;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Tests.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Tests.Commands;

public sealed class QueryRequestTests
{
    private const CapabilityFlags Attributes = CapabilityFlags.QueryAttributes;

    /// <summary>Five attributes: a text, NULL, an unsigned number, a moment and a time.</summary>
    internal static readonly byte[] Golden = new Body().Raw(0x03).Raw(5, 1).Raw(0b0000_0010).Raw(1)
        .Int16(0x00FE).Value("traceparent").Int16(0x0006).Value("none").Int16(0x8008).Value("id")
        .Int16(0x000C).Value("").Int16(0x000B).Value("t")
        .Value("00-ab").Raw(1, 2, 3, 4, 5, 6, 7, 8).Raw(4, 0xE8, 7, 1, 1).Raw(0)
        .Raw("select 1"u8.ToArray()).ToArray();

    [Fact]
    public void Without_the_capability_everything_is_sql()
    {
        Assert.Equal("select 1"u8, QueryRequest.Read("\u0003select 1"u8, CapabilityFlags.None).Sql);
        Assert.True(QueryRequest.Read([3], CapabilityFlags.None).Sql.IsEmpty);
        QueryRequest request = QueryRequest.Read([3, 0, 1, .. "select 1"u8], CapabilityFlags.None);
        Assert.Equal("\0\u0001select 1"u8, request.Sql);
        Assert.Equal(0, request.Attributes.Count);
    }

    [Fact]
    public void Without_attributes_the_sql_follows_the_counts()
    {
        QueryRequest request = QueryRequest.Read([3, 0, 1, .. "select 1"u8], Attributes);
        Assert.Equal("select 1"u8, request.Sql);
        Assert.False(request.Attributes.GetEnumerator().MoveNext());
    }

    [Fact]
    public void Attributes_are_read_before_the_sql()
    {
        QueryRequest request = QueryRequest.Read(Golden, Attributes);
        Assert.Equal("select 1"u8, request.Sql);
        Assert.Equal(5, request.Attributes.Count);
        var seen = new List<(string, FieldType, string?)>();
        foreach (QueryAttribute attribute in request.Attributes)
        {
            seen.Add((Encoding.UTF8.GetString(attribute.Name), attribute.Type,
                attribute.IsNull ? null : Convert.ToHexStringLower(attribute.Value)));
        }
        Assert.Equal(
        [
            ("traceparent", FieldType.String, "30302d6162"), ("none", FieldType.Null, null),
            ("id", FieldType.LongLong, "0102030405060708"), ("", FieldType.DateTime, "e8070101"), ("t", FieldType.Time, ""),
        ], seen);
    }

    [Fact]
    public void A_cut_inside_of_the_attributes_is_refused()
    {
        for (int length = 0; length < Golden.Length - "select 1".Length; length++)
            Assert.Throws<MySqlProtocolException>(() => { QueryRequest.Read(Golden.AsSpan(0, length), Attributes); });
        Assert.True(QueryRequest.Read(Golden.AsSpan(0, Golden.Length - 8), Attributes).Sql.IsEmpty);
    }

    [Fact]
    public void A_moment_may_have_a_time_zone()
    {
        byte[] zoned = Hex.Bytes("03 01 01 00 01 0c00 0161 0d e807010100000000000000 3c00 31");
        QueryRequest request = QueryRequest.Read(zoned, Attributes);
        Assert.Equal("1"u8, request.Sql);
        foreach (QueryAttribute attribute in request.Attributes)
            Assert.Equal(13, attribute.Value.Length);
        Assert.Throws<MySqlProtocolException>(() => { QueryRequest.Read(zoned.AsSpan(0, zoned.Length - 2), Attributes); });
    }

    [Theory]
    [InlineData("03 00 00")] // MySQL refuses the packet if there is not one set of none, either
    [InlineData("03 00 02")]
    [InlineData("03 01 02 00 01 fe00 0161 0162")] // two sets
    [InlineData("03 01 00 00 01 fe00 0161 0162")]
    [InlineData("03 01 01 00 00 fe00 0161 0162")] // without types
    [InlineData("03 01 01 00 01 fe00 0161 7f62")] // a value beyond the packet
    [InlineData("03 01 01 00 01 fe00 7f61 0162")] // a name beyond it
    [InlineData("03 01 01 00 01 fe00 0161 feffffffffffffffff 62")]
    [InlineData("03 01 01 00 01 fe00 0161 fb")] // NULL is a bit, not a length
    [InlineData("03 01 01 00 01 fe01 0161 0162")] // no such type
    [InlineData("03 01 01 00 01 0600 0161 0162")] // of type NULL and not NULL
    [InlineData("03 01 01 00 01 0900 0161 01020304")] // read as a number by one and as a text by the other
    [InlineData("03 01 01 00 01 0d00 0161 0102")]
    [InlineData("03 01 01 00 01 0c00 0161 05 e807010100")] // a moment of 5 bytes
    [InlineData("03 01 01 00 01 f400 0161 01")]
    [InlineData("03 feffffffffffffffff 01 00 01")]
    [InlineData("03 fcffff 01 00 01 fe00 0161 0162")]
    [InlineData("03 fb 01 00 01 fe00 0161 0162")]
    public void Malformed_attributes_are_refused(string hex) =>
        Assert.Throws<MySqlProtocolException>(() => { QueryRequest.Read(Hex.Bytes(hex), Attributes); });

    [Fact]
    public void Another_command_is_refused()
    {
        Assert.Throws<MySqlProtocolException>(() => { QueryRequest.Read("\u0016select 1"u8, CapabilityFlags.None); });
        Assert.Throws<MySqlProtocolException>(() => { QueryRequest.Read([], CapabilityFlags.None); });
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        Assert.Equal(8, ReadAll());
        long before = GC.GetAllocatedBytesForCurrentThread();
        int length = 0;
        for (int i = 0; i < 1000; i++)
            length += ReadAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(8000, length);
    }

    private static int ReadAll()
    {
        QueryRequest request = QueryRequest.Read(Golden, Attributes);
        foreach (QueryAttribute attribute in request.Attributes)
            Assert.True(attribute.Name.Length < 20);
        return request.Sql.Length;
    }
}
