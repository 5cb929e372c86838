using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Protocols.MySql.Tests.Framing;

namespace WireProxy.Protocols.MySql.Tests.Messages;

public sealed class PrepareOkTests
{
    private const CapabilityFlags Optional = CapabilityFlags.OptionalResultsetMetadata;

    [Fact]
    public void A_reply_is_read()
    {
        byte[] golden = Hex.Bytes("00 01000000 1900 0100 00 0000");
        Assert.Equal(new PrepareOk(1, 25, 1, 0, ColumnDefinitionsPresence.Follow), PrepareOk.Read(golden, CapabilityFlags.None));
        Strictness.RefusesAnythingElse(golden, payload => PrepareOk.Read(payload, CapabilityFlags.None));
    }

    [Fact]
    public void With_optional_metadata_it_tells_whether_they_come()
    {
        // MySQL 9.7: select 1 as a, ?, without and with resultset_metadata = NONE
        byte[] full = Hex.Bytes("00 01000000 0200 0100 00 0000 01");
        byte[] none = Hex.Bytes("00 02000000 0200 0100 00 0000 00");
        Assert.Equal(new PrepareOk(1, 2, 1, 0, ColumnDefinitionsPresence.Follow), PrepareOk.Read(full, Optional));
        Assert.Equal(new PrepareOk(2, 2, 1, 0, ColumnDefinitionsPresence.Omitted), PrepareOk.Read(none, Optional));
        Strictness.RefusesAnythingElse(none, payload => PrepareOk.Read(payload, Optional));
    }

    [Theory]
    [InlineData("01 01000000 1900 0100 00 0000")]
    [InlineData("00 01000000 1900 0100 01 0000")]
    public void Other_headers_are_refused(string hex) =>
        Assert.Throws<MySqlProtocolException>(() => PrepareOk.Read(Hex.Bytes(hex), CapabilityFlags.None));
}
