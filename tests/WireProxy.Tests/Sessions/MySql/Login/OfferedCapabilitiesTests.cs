using WireProxy.Configuration;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Sessions;
using WireProxy.Sessions.MySql.Login;
using WireProxy.Transport;

namespace WireProxy.Tests.Sessions.MySql.Login;

public sealed class OfferedCapabilitiesTests
{
    private const CapabilityFlags All = (CapabilityFlags)ulong.MaxValue;

    [Theory]
    [InlineData(CapabilityFlags.Compress)]
    [InlineData(CapabilityFlags.ZstdCompressionAlgorithm)]
    [InlineData(CapabilityFlags.LocalFiles)]
    [InlineData(CapabilityFlags.OptionalResultsetMetadata)]
    [InlineData(CapabilityFlags.MultiFactorAuthentication)]
    [InlineData(CapabilityFlags.CapabilityExtension)]
    [InlineData(CapabilityFlags.MariaDbComMulti)]
    [InlineData(CapabilityFlags.MariaDbBulkUnitResults)]
    [InlineData((CapabilityFlags)(1UL << 38))]
    [InlineData((CapabilityFlags)(1UL << 63))]
    public void What_the_proxy_can_not_honour_is_not_offered(CapabilityFlags capability) =>
        Assert.False(OfferedCapabilities.Of(All, Endpoint()).HasFlag(capability));

    [Theory]
    [InlineData(CapabilityFlags.QueryAttributes)]
    [InlineData(CapabilityFlags.DeprecateEof)]
    [InlineData(CapabilityFlags.SessionTrack)]
    [InlineData(CapabilityFlags.MultiStatements)]
    [InlineData(CapabilityFlags.MariaDbProgress)]
    [InlineData(CapabilityFlags.MariaDbStmtBulkOperations)]
    [InlineData(CapabilityFlags.MariaDbExtendedMetadata)]
    [InlineData(CapabilityFlags.MariaDbCacheMetadata)]
    public void What_it_can_honour_is_offered_if_the_server_offers_it(CapabilityFlags capability)
    {
        Assert.True(OfferedCapabilities.Of(All, Endpoint()).HasFlag(capability));
        Assert.False(OfferedCapabilities.Of(All & ~capability, Endpoint()).HasFlag(capability));
    }

    [Fact]
    public void Tls_and_files_are_the_endpoints_own_to_offer()
    {
        Assert.False(OfferedCapabilities.Of(All, Endpoint()).HasFlag(CapabilityFlags.Ssl));
        SessionEndpoint tls = Endpoint(options => options with { ClientTls = new ClientTlsOptions { Mode = ClientTlsMode.Allow } });
        Assert.True(OfferedCapabilities.Of(CapabilityFlags.Protocol41, tls).HasFlag(CapabilityFlags.Ssl));
        SessionEndpoint files = Endpoint(options => options with { AllowLocalInfile = true });
        Assert.True(OfferedCapabilities.Of(All, files).HasFlag(CapabilityFlags.LocalFiles));
        Assert.False(OfferedCapabilities.Of(CapabilityFlags.Protocol41, files).HasFlag(CapabilityFlags.LocalFiles));
    }

    /// <summary>With bit 0 clear a MariaDB server expects extended capabilities; a client of MySQL's sets it.</summary>
    [Fact]
    public void What_the_client_is_passes_though_nobody_offered_it()
    {
        CapabilityFlags claimed = Answer.Capabilities | CapabilityFlags.LongPassword | CapabilityFlags.Ssl | CapabilityFlags.Compress;
        byte[] payload = (new HandshakeResponse41 { Capabilities = claimed, User = "ann"u8, AuthPluginName = "x"u8 }).Write(new PayloadWriter()).ToArray();
        HandshakeResponse41 response = HandshakeResponse41.Read(payload, Answer.Capabilities, TransportSecurity.Tls);
        Assert.Equal(Answer.Capabilities | CapabilityFlags.LongPassword, OfferedCapabilities.Agreed(response));
    }

    private static SessionEndpoint Endpoint(Func<EndpointOptions, EndpointOptions>? change = null)
    {
        EndpointOptions options = ServedConnection.Endpoint(1);
        return new SessionEndpoint(change?.Invoke(options) ?? options, new UpstreamConnector(options.Upstream), null);
    }
}
