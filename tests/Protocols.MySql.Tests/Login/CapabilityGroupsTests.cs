using WireProxy.Protocols.MySql.Login;

namespace WireProxy.Protocols.MySql.Tests.Login;

public sealed class CapabilityGroupsTests
{
    [Fact]
    public void Extended_bits_count_only_where_bit_0_is_clear()
    {
        CapabilityFlags flags = CapabilityGroups.Combine(0x0000_0200, 0x1D);
        Assert.Equal(
            CapabilityFlags.Protocol41 | CapabilityFlags.MariaDbProgress | CapabilityFlags.MariaDbStmtBulkOperations
            | CapabilityFlags.MariaDbExtendedMetadata | CapabilityFlags.MariaDbCacheMetadata, flags);
        Assert.Equal(0x1Du, CapabilityGroups.ExtendedWord(flags));

        Assert.Equal(CapabilityFlags.Protocol41 | CapabilityFlags.LongPassword, CapabilityGroups.Combine(0x201, 0x1D));
        Assert.Equal(0u, CapabilityGroups.ExtendedWord(flags | CapabilityFlags.LongPassword));
    }

    [Fact]
    public void The_highest_bit_of_either_word_keeps_its_place()
    {
        CapabilityFlags flags = CapabilityGroups.Combine(0x8000_0000, 0x8000_0000);
        Assert.Equal(0x8000_0000_8000_0000ul, (ulong)flags);
        Assert.Equal(CapabilityFlags.RememberOptions, flags & ~CapabilityGroups.MariaDbExtended);
    }

    [Fact]
    public void No_bit_is_in_two_groups()
    {
        Assert.Equal(CapabilityFlags.None, CapabilityGroups.ShapePackets & CapabilityGroups.ChangeMeaning);
        Assert.Equal(CapabilityFlags.None, CapabilityGroups.ShapePackets & CapabilityGroups.LegLocal);
        Assert.Equal(CapabilityFlags.None, CapabilityGroups.LegLocal & CapabilityGroups.ChangeMeaning);
    }

    [Theory]
    [InlineData(CapabilityFlags.Compress, 5)]
    [InlineData(CapabilityFlags.LocalFiles, 7)]
    [InlineData(CapabilityFlags.Protocol41, 9)]
    [InlineData(CapabilityFlags.Ssl, 11)]
    [InlineData(CapabilityFlags.SecureConnection, 15)]
    [InlineData(CapabilityFlags.MultiStatements, 16)]
    [InlineData(CapabilityFlags.PluginAuth, 19)]
    [InlineData(CapabilityFlags.PluginAuthLenencClientData, 21)]
    [InlineData(CapabilityFlags.SessionTrack, 23)]
    [InlineData(CapabilityFlags.DeprecateEof, 24)]
    [InlineData(CapabilityFlags.OptionalResultsetMetadata, 25)]
    [InlineData(CapabilityFlags.ZstdCompressionAlgorithm, 26)]
    [InlineData(CapabilityFlags.QueryAttributes, 27)]
    [InlineData(CapabilityFlags.MultiFactorAuthentication, 28)]
    [InlineData(CapabilityFlags.CapabilityExtension, 29)]
    [InlineData(CapabilityFlags.MariaDbProgress, 32)]
    [InlineData(CapabilityFlags.MariaDbStmtBulkOperations, 34)]
    [InlineData(CapabilityFlags.MariaDbExtendedMetadata, 35)]
    [InlineData(CapabilityFlags.MariaDbCacheMetadata, 36)]
    [InlineData(CapabilityFlags.MariaDbBulkUnitResults, 37)]
    public void Bits_are_those_of_the_manuals(CapabilityFlags flag, int bit) => Assert.Equal(1ul << bit, (ulong)flag);
}
