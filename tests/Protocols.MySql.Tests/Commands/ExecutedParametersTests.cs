using System.Text;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Tests.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Tests.Commands;

public sealed class ExecutedParametersTests
{
    private const CapabilityFlags Names = CapabilityFlags.QueryAttributes;

    /// <summary>A number, NULL, a text, a moment, a time and an unsigned number.</summary>
    internal static readonly byte[] Golden = Head().Raw(0b0000_0010, 1)
        .Int16(0x0001).Int16(0x0006).Int16(0x00FD).Int16(0x000C).Int16(0x000B).Int16(0x8008)
        .Raw(0xFF).Value("größe").Raw(7, 0xE8, 7, 1, 1, 9, 30, 0).Raw(0).Raw(1, 2, 3, 4, 5, 6, 7, 8).ToArray();

    private static readonly string[] GoldenValues =
        ["Tiny ff", "Null NULL", "VarString 6772c3b6c39f65", "DateTime e8070101091e00", "Time ", "LongLong unsigned 0102030405060708"];

    [Fact]
    public void Parameters_are_read_as_written() => Assert.Equal(GoldenValues, Read(new ExecutedParameters(), Golden, 6));

    [Fact]
    public void Values_are_where_they_are_said_to_be()
    {
        ExecuteRequest request = ExecuteRequest.Read(Golden);
        int at = 0;
        foreach (ExecuteParameter parameter in new ExecutedParameters().Read(request, 6, CapabilityFlags.None))
        {
            Assert.True(parameter.Value.SequenceEqual(Golden.AsSpan(ExecuteRequest.HeaderSize + parameter.Start, parameter.Value.Length)));
            Assert.True(parameter.Start >= at);
            at = parameter.Start + parameter.Value.Length;
        }
        Assert.Equal(request.Parameters.Length, at);
    }

    [Fact]
    public void Every_cut_and_every_byte_more_is_refused() =>
        Strictness.RefusesAnythingElse(Golden, payload => Read(new ExecutedParameters(), payload, 6));

    [Fact]
    public void Types_stand_until_others_come()
    {
        var executed = new ExecutedParameters();
        Assert.Equal(["Tiny 05"], Read(executed, Head().Raw(0, 1, 1, 0, 5).ToArray(), 1));
        Assert.Equal(["Tiny 06"], Read(executed, Head().Raw(0, 0, 6).ToArray(), 1));
        Assert.Equal(["Short 0700"], Read(executed, Head().Raw(0, 1, 2, 0, 7, 0).ToArray(), 1));
        Assert.Equal(["Short 0800"], Read(executed, Head().Raw(0, 0, 8, 0).ToArray(), 1));
    }

    [Fact]
    public void Behind_an_execution_that_was_not_read_types_are_not_known()
    {
        byte[] untyped = Head().Raw(0, 0, 6).ToArray();
        var refused = new ExecutedParameters();
        Read(refused, Head().Raw(0, 1, 1, 0, 5).ToArray(), 1);
        Assert.Throws<MySqlProtocolException>(() => Read(refused, Head().Raw(0, 1, 2, 0, 7).ToArray(), 1));
        Assert.Throws<MySqlProtocolException>(() => Read(refused, untyped, 1));

        var passed = new ExecutedParameters();
        Read(passed, Head().Raw(0, 1, 1, 0, 5).ToArray(), 1);
        passed.Forget();
        Assert.Throws<MySqlProtocolException>(() => Read(passed, untyped, 1));
        Assert.Throws<MySqlProtocolException>(() => Read(new ExecutedParameters(), untyped, 1));
    }

    [Fact]
    public void What_came_in_pieces_has_no_bytes_until_it_is_forgotten()
    {
        byte[] types = [0xFE, 0, 0xFE, 0, 0xFE, 0];
        var executed = new ExecutedParameters();
        executed.NoteLongData(1);
        executed.NoteLongData(ushort.MaxValue);
        Assert.Equal(["String 61", "String LONG", "String 62"], Read(executed, Head().Raw(0, 1).Raw(types).Value("a").Value("b").ToArray(), 3));
        // Also where its bit says NULL, as drivers set it.
        Assert.Equal(["String 61", "String LONG", "String 62"], Read(executed, Head().Raw(0b010, 0).Value("a").Value("b").ToArray(), 3));
        executed.ForgetLongData();
        Assert.Equal(["String 61", "String NULL", "String 62"], Read(executed, Head().Raw(0b010, 0).Value("a").Value("b").ToArray(), 3));
        Assert.Throws<MySqlProtocolException>(() => Read(executed, Head().Raw(0, 0).Value("a").Value("b").ToArray(), 3));
    }

    [Fact]
    public void A_statement_without_parameters_has_none()
    {
        Assert.Empty(Read(new ExecutedParameters(), Head().ToArray(), 0));
        Assert.Throws<MySqlProtocolException>(() => Read(new ExecutedParameters(), Head().Raw(0).ToArray(), 0));
    }

    [Fact]
    public void With_attributes_types_have_names_and_there_may_be_more()
    {
        byte[] counted = Head(ExecuteFlags.ParameterCountAvailable).Raw(2, 0, 1).Int16(0x00FE).Value("").Int16(0x00FE).Value("traceparent")
            .Value("x").Value("00-ab").ToArray();
        Assert.Equal(["String 78", "String 30302d6162"], Read(new ExecutedParameters(), counted, 1, Names));
        Strictness.RefusesAnythingElse(counted, payload => Read(new ExecutedParameters(), payload, 1, Names));

        byte[] uncounted = Head().Raw(0, 1).Int16(0x00FE).Value("").Value("x").ToArray();
        Assert.Equal(["String 78"], Read(new ExecutedParameters(), uncounted, 1, Names));
        // Without the capability the flag says nothing.
        Assert.Equal(["Tiny 05"], Read(new ExecutedParameters(), Head(ExecuteFlags.ParameterCountAvailable).Raw(0, 1, 1, 0, 5).ToArray(), 1));
        Assert.Empty(Read(new ExecutedParameters(), Head(ExecuteFlags.ParameterCountAvailable).Raw(0).ToArray(), 0, Names));
    }

    [Fact]
    public void The_widest_statement_is_read()
    {
        Body payload = Head().Raw(new byte[8192]).Raw(1);
        for (int i = 0; i < ushort.MaxValue; i++)
            payload.Raw(1, 0);
        Assert.Equal(ushort.MaxValue, Read(new ExecutedParameters(), payload.Raw(new byte[ushort.MaxValue]).ToArray(), ushort.MaxValue).Count);
    }

    [Theory]
    [InlineData("00 02 0100 05")] // types come or they do not
    [InlineData("00 01 0101 05")] // no such type
    [InlineData("00 01 0600 05")] // of type NULL and not NULL
    [InlineData("00 01 0900 01020304")] // read as a number by one and as a text by the other
    [InlineData("00 01 0d00 0102")]
    [InlineData("00 01 0c00 05 e807010100")] // a moment of 5 bytes
    [InlineData("00 01 0b00 ff 00")]
    [InlineData("00 01 fe00 fb")] // NULL is a bit, not a length
    [InlineData("00 01 fe00 7f61")] // a value beyond the packet
    [InlineData("00 01 fe00 feffffffffffffffff 61")]
    [InlineData("00 01 fe00 feffffffff00000000 61")]
    public void Malformed_values_are_refused(string hex) =>
        Assert.Throws<MySqlProtocolException>(() => Read(new ExecutedParameters(), Head().Raw(Hex.Bytes(hex)).ToArray(), 1));

    [Theory]
    [InlineData("00")] // fewer than the statement has
    [InlineData("02 00 01 fe00 00 fe00 00 0161 0162")]
    [InlineData("03 00 01 fe00 00 fe00 00 0161 0162")] // more than there are
    [InlineData("03 00 01 fe00 00 fe00 00 fe00 7f 0161 0162 0163")] // a name beyond the packet
    [InlineData("fcffff 00 01 fe00 00")]
    [InlineData("fdffffff 00 01 fe00 00")]
    [InlineData("feffffffffffffffff 00 01 fe00 00")]
    [InlineData("fb 00 01 fe00 00")]
    public void Hostile_counts_are_refused(string hex) => Assert.Throws<MySqlProtocolException>(() =>
        Read(new ExecutedParameters(), Head(ExecuteFlags.ParameterCountAvailable).Raw(Hex.Bytes(hex)).ToArray(), 3, Names));

    [Fact]
    public void With_known_types_reading_allocates_nothing()
    {
        byte[] untyped = Head().Raw(0, 0).Value("a").ToArray();
        var executed = new ExecutedParameters();
        Read(executed, Head().Raw(0, 1, 0xFE, 0).Value("a").ToArray(), 1);
        Assert.Equal(1, Lengths(executed, untyped));
        long before = GC.GetAllocatedBytesForCurrentThread();
        int length = 0;
        for (int i = 0; i < 1000; i++)
            length += Lengths(executed, untyped);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1000, length);
    }

    internal static List<string> Read(ExecutedParameters executed, byte[] payload, int count, CapabilityFlags capabilities = CapabilityFlags.None)
    {
        var seen = new List<string>();
        ExecuteParameters parameters = executed.Read(ExecuteRequest.Read(payload), count, capabilities);
        foreach (ExecuteParameter parameter in parameters)
            seen.Add(Describe(parameter));
        Assert.Equal(parameters.Count, seen.Count);
        return seen;
    }

    private static int Lengths(ExecutedParameters executed, byte[] payload)
    {
        int length = 0;
        foreach (ExecuteParameter parameter in executed.Read(ExecuteRequest.Read(payload), 1, CapabilityFlags.None))
            length += parameter.Value.Length;
        return length;
    }

    private static string Describe(in ExecuteParameter parameter)
    {
        var text = new StringBuilder().Append(parameter.Type.Type);
        if (parameter.Type.Flags == FieldFlags.Unsigned)
            text.Append(" unsigned");
        return text.Append(' ').Append(parameter.Source switch
        {
            ParameterSource.Null => "NULL",
            ParameterSource.LongData => "LONG",
            _ => Convert.ToHexStringLower(parameter.Value),
        }).ToString();
    }

    private static Body Head(ExecuteFlags flags = ExecuteFlags.None) => new Body().Raw(0x17).Int32(1).Raw((byte)flags).Int32(1);
}
