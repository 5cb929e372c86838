using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Protocols.Postgres.Tests.Messages;

public sealed class BindTests
{
    internal static readonly byte[] Golden = new Body().CString("größe").CString("s1")
        .Int16(3).Int16(1).Int16(0).Int16(0)
        .Int16(3).Value([0, 0, 0, 7]).Value((string?)null).Value("ann")
        .Int16(2).Int16(0).Int16(1).ToArray();

    [Fact]
    public void Names_parameters_and_formats_are_read_as_written()
    {
        BindNames names = BindNames.Read(Golden);
        Assert.Equal("größe"u8, names.Portal);
        Assert.Equal("s1"u8, names.Statement);
        Assert.Equal("größe\0s1\0"u8.Length, names.Length);
        Assert.Equal(["Binary 00000007", "Text NULL", "Text 616e6e"], Parameters(Golden));
        Bind bind = Bind.Read(Golden);
        Assert.Equal(2, bind.ResultFormats.Count);
        Assert.Equal([0, 0, 0, 1], bind.ResultFormats.ToArray());
        Assert.Equal((FieldFormat.Text, FieldFormat.Binary, FieldFormat.Text), (bind.ResultFormats[0], bind.ResultFormats[1], bind.ResultFormats[2]));
    }

    [Fact]
    public void Values_are_where_they_are_said_to_be()
    {
        int seen = 0;
        foreach (BindParameter parameter in Bind.Read(Golden))
        {
            Assert.True(parameter.Bytes.SequenceEqual(Golden.AsSpan(parameter.Start, parameter.Bytes.Length)));
            seen += parameter.Bytes.Length;
        }
        Assert.Equal(7, seen);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        for (int length = 0; length < Golden.Length; length++)
            Assert.Throws<PostgresProtocolException>(() => { Bind.Read(Golden.AsSpan(0, length)); });
    }

    [Fact]
    public void Trailing_bytes_are_refused() => Assert.Throws<PostgresProtocolException>(() => { Bind.Read([.. Golden, 0]); });

    [Fact]
    public void Names_need_only_the_beginning()
    {
        int length = BindNames.Read(Golden).Length;
        for (int at = 0; at < length; at++)
            Assert.Throws<PostgresProtocolException>(() => { BindNames.Read(Golden.AsSpan(0, at)); });
        Assert.Equal("s1"u8, BindNames.Read(Golden.AsSpan(0, length)).Statement);
        BindNames unnamed = BindNames.Read([0, 0]);
        Assert.True(unnamed.Portal.IsEmpty && unnamed.Statement.IsEmpty);
    }

    [Fact]
    public void No_format_means_text_and_one_is_that_of_all()
    {
        Assert.Equal(["Text 61", "Text 62"], Parameters(Head().Int16(0).Int16(2).Value("a").Value("b").Int16(0).ToArray()));
        byte[] binary = Head().Int16(1).Int16(1).Int16(2).Value("a").Value("b").Int16(1).Int16(1).ToArray();
        Assert.Equal(["Binary 61", "Binary 62"], Parameters(binary));
        Assert.Equal(FieldFormat.Binary, Bind.Read(binary).ResultFormats[40]);
        Assert.Equal(FieldFormat.Text, Bind.Read(Head().Int16(0).Int16(0).Int16(0).ToArray()).ResultFormats[0]);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    [InlineData(2, 0)]
    public void Other_numbers_of_formats_are_refused(int formats, int parameters)
    {
        Body body = Head().Int16(formats).Raw(new byte[formats * 2]).Int16(parameters);
        for (int i = 0; i < parameters; i++)
            body.Value("a");
        Assert.Throws<PostgresProtocolException>(() => { Bind.Read(body.Int16(0).ToArray()); });
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(256)]
    public void Unknown_format_codes_are_refused(int code)
    {
        Assert.Throws<PostgresProtocolException>(() => { Bind.Read(Head().Int16(1).Int16(code).Int16(1).Value("a").Int16(0).ToArray()); });
        Assert.Throws<PostgresProtocolException>(() => { Bind.Read(Head().Int16(0).Int16(1).Value("a").Int16(1).Int16(code).ToArray()); });
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(4)]
    public void Hostile_value_lengths_are_refused(int length) =>
        Assert.Throws<PostgresProtocolException>(() => { Bind.Read(Head().Int16(0).Int16(1).Int32(length).Raw(1).Int16(0).ToArray()); });

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Hostile_counts_are_refused(int count)
    {
        Assert.Throws<PostgresProtocolException>(() => { Bind.Read(Head().Int16(count).ToArray()); });
        Assert.Throws<PostgresProtocolException>(() => { Bind.Read(Head().Int16(0).Int16(count).Int16(0).ToArray()); });
        Assert.Throws<PostgresProtocolException>(() => { Bind.Read(Head().Int16(0).Int16(0).Int16(count).ToArray()); });
    }

    [Fact]
    public void The_counts_are_unsigned()
    {
        Body body = Head().Int16(65535).Raw(new byte[65535 * 2]).Int16(65535);
        for (int i = 0; i < 65535; i++)
            body.Int32(-1);
        Assert.Equal(65535, Bind.Read(body.Int16(65535).Raw(new byte[65535 * 2]).ToArray()).Count);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        Assert.Equal(7, Lengths());
        long before = GC.GetAllocatedBytesForCurrentThread();
        int length = 0;
        for (int i = 0; i < 1000; i++)
            length += Lengths();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(7000, length);
    }

    private static int Lengths()
    {
        int length = 0;
        foreach (BindParameter parameter in Bind.Read(Golden))
            length += parameter.Bytes.Length;
        return length;
    }

    private static List<string> Parameters(byte[] body)
    {
        var seen = new List<string>();
        Bind bind = Bind.Read(body);
        foreach (BindParameter parameter in bind)
            seen.Add($"{parameter.Format} {(parameter.IsNull ? "NULL" : Convert.ToHexStringLower(parameter.Bytes))}");
        Assert.Equal(bind.Count, seen.Count);
        return seen;
    }

    private static Body Head() => new Body().CString("").CString("s");
}
