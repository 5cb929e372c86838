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
        byte[] golden = Hex.Bytes("00 efbeadde 0200 ffff 00 0300 00");
        Assert.Equal(new PrepareOk(0xDEAD_BEEF, 2, 65535, 3, ColumnDefinitionsPresence.Omitted), PrepareOk.Read(golden, Optional));
        Strictness.RefusesAnythingElse(golden, payload => PrepareOk.Read(payload, Optional));
    }

    [Theory]
    [InlineData("01 01000000 1900 0100 00 0000")]
    [InlineData("00 01000000 1900 0100 01 0000")]
    public void Other_headers_are_refused(string hex) =>
        Assert.Throws<MySqlProtocolException>(() => PrepareOk.Read(Hex.Bytes(hex), CapabilityFlags.None));
}
