using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Tests.Framing;

namespace WireProxy.Protocols.MySql.Tests.Commands;

public sealed class SessionCommandsTests
{
    [Fact]
    public void Init_db_has_a_name()
    {
        Assert.Equal("shop"u8, InitDbRequest.Read("\u0002shop"u8).Database);
        Assert.True(InitDbRequest.Read([2]).Database.IsEmpty);
        Assert.Throws<MySqlProtocolException>(() => { InitDbRequest.Read("\u0003shop"u8); });
        Assert.Throws<MySqlProtocolException>(() => { InitDbRequest.Read([]); });
    }

    [Theory]
    [InlineData("1b 0000", SetOption.MultiStatementsOn)]
    [InlineData("1b 0100", SetOption.MultiStatementsOff)]
    public void Set_option_knows_two(string hex, SetOption option)
    {
        Assert.Equal(new SetOptionRequest(option), SetOptionRequest.Read(Hex.Bytes(hex)));
        Strictness.RefusesAnythingElse(Hex.Bytes(hex), payload => SetOptionRequest.Read(payload));
    }

    [Theory]
    [InlineData("1b 0200")]
    [InlineData("1b 0001")]
    [InlineData("1a 0000")]
    public void Other_options_are_refused(string hex) =>
        Assert.Throws<MySqlProtocolException>(() => SetOptionRequest.Read(Hex.Bytes(hex)));

    [Fact]
    public void Process_kill_names_a_thread()
    {
        byte[] golden = Hex.Bytes("0c 2a000080");
        Assert.Equal(new ProcessKillRequest(0x8000_002A), ProcessKillRequest.Read(golden));
        Strictness.RefusesAnythingElse(golden, payload => ProcessKillRequest.Read(payload));
        Assert.Throws<MySqlProtocolException>(() => ProcessKillRequest.Read([0x0D, .. golden.AsSpan(1)]));
    }

    [Fact]
    public void Field_list_has_a_table_and_a_pattern()
    {
        FieldListRequest request = FieldListRequest.Read("\u0004staff\0na%"u8);
        Assert.Equal("staff"u8, request.Table);
        Assert.Equal("na%"u8, request.Wildcard);
        Assert.True(FieldListRequest.Read("\u0004staff\0"u8).Wildcard.IsEmpty);
        Assert.Throws<MySqlProtocolException>(() => { FieldListRequest.Read("\u0004staff"u8); });
        Assert.Throws<MySqlProtocolException>(() => { FieldListRequest.Read("\u0003staff\0"u8); });
    }

    [Theory]
    [InlineData(CommandCode.Query, 0x03)]
    [InlineData(CommandCode.ProcessKill, 0x0C)]
    [InlineData(CommandCode.ChangeUser, 0x11)]
    [InlineData(CommandCode.StmtPrepare, 0x16)]
    [InlineData(CommandCode.SetOption, 0x1B)]
    [InlineData(CommandCode.ResetConnection, 0x1F)]
    [InlineData(CommandCode.StmtBulkExecute, 0xFA)]
    public void Codes_are_those_of_the_manual(CommandCode code, int value) => Assert.Equal(value, (int)code);
}
