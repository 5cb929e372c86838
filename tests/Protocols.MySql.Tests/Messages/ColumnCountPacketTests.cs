using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Protocols.MySql.Tests.Framing;

namespace WireProxy.Protocols.MySql.Tests.Messages;

public sealed class ColumnCountPacketTests
{
    private const CapabilityFlags Cached = CapabilityFlags.MariaDbCacheMetadata;
    private const CapabilityFlags Optional = CapabilityFlags.OptionalResultsetMetadata;

    [Theory]
    [InlineData("19", CapabilityFlags.None, 25, ColumnDefinitionsPresence.Follow)]
    [InlineData("1901", Cached, 25, ColumnDefinitionsPresence.Follow)]
    [InlineData("1900", Cached, 25, ColumnDefinitionsPresence.Omitted)]
    [InlineData("0501", Optional, 5, ColumnDefinitionsPresence.Follow)] // MySQL 9.7
    [InlineData("0300", Optional, 3, ColumnDefinitionsPresence.Omitted)] // the same under resultset_metadata = NONE
    [InlineData("fc0010", CapabilityFlags.None, 4096, ColumnDefinitionsPresence.Follow)]
    [InlineData("fcffff00", Cached, 65535, ColumnDefinitionsPresence.Omitted)]
    public void Counts_are_read(string hex, CapabilityFlags capabilities, int columns, ColumnDefinitionsPresence definitions)
    {
        Assert.Equal(new ColumnCountPacket(columns, definitions), ColumnCountPacket.Read(Hex.Bytes(hex), capabilities));
        Strictness.RefusesAnythingElse(Hex.Bytes(hex), payload => ColumnCountPacket.Read(payload, capabilities));
    }

    [Theory]
    [InlineData("00", CapabilityFlags.None)]
    [InlineData("fb", CapabilityFlags.None)]
    [InlineData("fd000001", CapabilityFlags.None)]
    [InlineData("feffffffffffffffff", CapabilityFlags.None)]
    [InlineData("fe0100000001000000", CapabilityFlags.None)]
    [InlineData("1902", Cached)]
    [InlineData("0302", Optional)]
    [InlineData("0003", Optional)]
    [InlineData("1901", CapabilityFlags.None)]
    public void Other_counts_are_refused(string hex, CapabilityFlags capabilities) =>
        Assert.Throws<MySqlProtocolException>(() => ColumnCountPacket.Read(Hex.Bytes(hex), capabilities));
}
