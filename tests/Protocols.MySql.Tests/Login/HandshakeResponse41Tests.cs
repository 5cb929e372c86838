using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Tests.Framing;

namespace WireProxy.Protocols.MySql.Tests.Login;

public sealed class HandshakeResponse41Tests
{
    private static readonly CapabilityFlags Offered = HandshakeV10.Read(HandshakeV10Tests.Golden).Capabilities;

    /// <summary>The mariadb command-line client, with a database.</summary>
    internal static readonly byte[] MariaDb = Hex.Bytes(
        "8ca2bf00 00000001 21 00000000000000000000000000000000000000 1d000000 7500 14 5224f5fa09a37b5283f66d8bb5f0b7528cb2f38e"
        + "6400 6d7973716c5f6e61746976655f70617373776f726400 7f 035f6f73054c696e7578 0c5f636c69656e745f6e616d650a6c69626d617269616462"
        + "045f7069640531353333390f5f636c69656e745f76657273696f6e06332e332e3230095f706c6174666f726d067838365f3634"
        + "0c70726f6772616d5f6e616d65056d7973716c0c5f7365727665725f686f7374093132372e302e302e31");

    /// <summary>PyMySQL, which speaks no MariaDB extensions, with a database.</summary>
    private static readonly byte[] PyMySql = Hex.Bytes(
        "0da23a00 ffffff00 2d 0000000000000000000000000000000000000000000000 7500 14 e5d7258951570dfd3ae7e369222404e198675a98"
        + "6400 6d7973716c5f6e61746976655f70617373776f726400 36 0c5f636c69656e745f6e616d650770796d7973716c"
        + "045f7069640531353334380f5f636c69656e745f76657273696f6e05312e302e32");

    [Fact]
    public void A_response_of_MariaDB_is_read()
    {
        HandshakeResponse41 response = HandshakeResponse41.Read(MariaDb, Offered, TransportSecurity.Clear);
        Assert.Equal(0x1D_00BF_A28Cul, (ulong)response.ClaimedCapabilities);
        Assert.Equal(response.ClaimedCapabilities & Offered, response.Capabilities);
        Assert.Equal((0x0100_0000u, 33), (response.MaxPacketSize, response.CharacterSet));
        Assert.Equal("u"u8, response.User);
        Assert.Equal(20, response.AuthResponse.Length);
        Assert.Equal("d"u8, response.Database);
        Assert.Equal("mysql_native_password"u8, response.AuthPluginName);
        Assert.Equal("Linux"u8, response.Attributes["_os"u8]);
        Assert.Equal("127.0.0.1"u8, response.Attributes["_server_host"u8]);
        Assert.True(response.Attributes["nothing"u8].IsEmpty);
    }

    [Fact]
    public void A_client_with_bit_0_has_no_extended_capabilities()
    {
        HandshakeResponse41 response = HandshakeResponse41.Read(PyMySql, Offered, TransportSecurity.Clear);
        Assert.Equal(0x003A_A20Dul, (ulong)response.ClaimedCapabilities);
        Assert.Equal("d"u8, response.Database);
        Assert.Equal("pymysql"u8, response.Attributes["_client_name"u8]);
        Assert.False(response.Capabilities.HasFlag(CapabilityFlags.LongPassword)); // MariaDB does not offer it
    }

    [Fact]
    public void Responses_are_written_as_they_were_read()
    {
        HandshakeResponse41 mariaDb = HandshakeResponse41.Read(MariaDb, Offered, TransportSecurity.Clear);
        Assert.Equal(MariaDb, (mariaDb with { Capabilities = mariaDb.ClaimedCapabilities }).Write(new PayloadWriter()).ToArray());
        HandshakeResponse41 pyMySql = HandshakeResponse41.Read(PyMySql, Offered, TransportSecurity.Clear);
        Assert.Equal(PyMySql, (pyMySql with { Capabilities = pyMySql.ClaimedCapabilities }).Write(new PayloadWriter()).ToArray());
    }

    [Theory]
    [InlineData(CapabilityFlags.ConnectAttrs)]
    [InlineData(CapabilityFlags.PluginAuth)]
    [InlineData(CapabilityFlags.ConnectWithDb)]
    [InlineData(CapabilityFlags.PluginAuthLenencClientData)]
    [InlineData(CapabilityFlags.MariaDbCacheMetadata | CapabilityFlags.MariaDbProgress | CapabilityFlags.LocalFiles)]
    [InlineData(CapabilityFlags.ConnectAttrs | CapabilityFlags.PluginAuth | CapabilityFlags.ConnectWithDb)]
    public void A_copy_leaves_out_the_fields_whose_bits_are_gone(CapabilityFlags gone)
    {
        HandshakeResponse41 original = HandshakeResponse41.Read(MariaDb, Offered, TransportSecurity.Clear);
        CapabilityFlags left = original.Capabilities & ~gone;
        byte[] written = (original with { Capabilities = left }).Write(new PayloadWriter()).ToArray();
        HandshakeResponse41 copy = HandshakeResponse41.Read(written, ~CapabilityFlags.None, TransportSecurity.Clear);
        Assert.Equal(left, copy.ClaimedCapabilities);
        Assert.Equal(original.User, copy.User);
        Assert.Equal(original.AuthResponse, copy.AuthResponse);
        Assert.Equal(left.HasFlag(CapabilityFlags.ConnectWithDb) ? "d"u8 : [], copy.Database);
        Assert.Equal(left.HasFlag(CapabilityFlags.PluginAuth) ? original.AuthPluginName : [], copy.AuthPluginName);
        Assert.Equal(left.HasFlag(CapabilityFlags.ConnectAttrs) ? original.Attributes.Bytes : [], copy.Attributes.Bytes);
    }

    [Fact]
    public void A_bit_that_nobody_offered_has_no_field()
    {
        // As PyMySQL does toward a server without them: the bit is set, the attributes are not sent.
        byte[] without = PyMySql[..^0x37];
        CapabilityFlags offered = Offered & ~CapabilityFlags.ConnectAttrs;
        HandshakeResponse41 response = HandshakeResponse41.Read(without, offered, TransportSecurity.Clear);
        Assert.True(response.ClaimedCapabilities.HasFlag(CapabilityFlags.ConnectAttrs));
        Assert.False(response.Capabilities.HasFlag(CapabilityFlags.ConnectAttrs));
        Assert.Throws<MySqlProtocolException>(() => { HandshakeResponse41.Read(without, Offered, TransportSecurity.Clear); });
        Assert.Throws<MySqlProtocolException>(() => { HandshakeResponse41.Read(PyMySql, offered, TransportSecurity.Clear); });
    }

    [Fact]
    public void The_proof_of_the_password_is_found_to_be_zeroed()
    {
        byte[] copy = [.. MariaDb];
        Range at = HandshakeResponse41.Read(copy, Offered, TransportSecurity.Clear).AuthResponseAt;
        Assert.Equal(Hex.Bytes("5224f5fa09a37b5283f66d8bb5f0b7528cb2f38e"), copy[at]);
        copy.AsSpan(at).Clear();
        Assert.Equal(new byte[20], HandshakeResponse41.Read(copy, Offered, TransportSecurity.Clear).AuthResponse.ToArray());
    }

    [Fact]
    public void The_short_form_has_one_byte_of_length()
    {
        byte[] proof = [.. Enumerable.Repeat((byte)7, 255)];
        CapabilityFlags shortForm = CapabilityFlags.Protocol41 | CapabilityFlags.SecureConnection;
        var response = new HandshakeResponse41 { Capabilities = shortForm, User = "u"u8, AuthResponse = proof };
        byte[] written = response.Write(new PayloadWriter()).ToArray();
        HandshakeResponse41 read = HandshakeResponse41.Read(written, shortForm, TransportSecurity.Clear);
        Assert.Equal(proof, read.AuthResponse.ToArray());
        Assert.Equal(proof, written[read.AuthResponseAt]);
        Strictness.RefusesAnythingElse(written, payload => HandshakeResponse41.Read(payload, shortForm, TransportSecurity.Clear));
        Assert.Throws<MySqlProtocolException>(() =>
        {
            new HandshakeResponse41 { Capabilities = shortForm, AuthResponse = new byte[256] }.Write(new PayloadWriter());
        });
    }

    [Fact]
    public void The_level_of_zstd_is_the_last_byte()
    {
        CapabilityFlags zstd = CapabilityFlags.Protocol41 | CapabilityFlags.SecureConnection | CapabilityFlags.ZstdCompressionAlgorithm;
        byte[] written = new HandshakeResponse41 { Capabilities = zstd, ZstdLevel = 9 }.Write(new PayloadWriter()).ToArray();
        Assert.Equal(9, written[^1]);
        Assert.Equal(9, HandshakeResponse41.Read(written, zstd, TransportSecurity.Clear).ZstdLevel);
        Strictness.RefusesAnythingElse(written, payload => HandshakeResponse41.Read(payload, zstd, TransportSecurity.Clear));
    }

    [Fact]
    public void Anything_but_one_response_is_refused()
    {
        Strictness.RefusesAnythingElse(MariaDb, payload => HandshakeResponse41.Read(payload, Offered, TransportSecurity.Clear));
        Strictness.RefusesAnythingElse(PyMySql, payload => HandshakeResponse41.Read(payload, Offered, TransportSecurity.Clear));
    }

    [Fact]
    public void Older_clients_are_refused()
    {
        // HandshakeResponse320: capabilities 2, max packet 3, user NUL, auth
        byte[] old = Hex.Bytes("8500 000001 7500 4a4b4c4d4e4f5051");
        Assert.Equal(1043, Assert.Throws<MySqlProtocolException>(
            () => { HandshakeResponse41.Read(old, Offered, TransportSecurity.Clear); }).ErrorCode);
        byte[] insecure = [.. MariaDb];
        insecure[1] &= 0x7F;
        Assert.Throws<MySqlProtocolException>(() => { HandshakeResponse41.Read(insecure, Offered, TransportSecurity.Clear); });
    }

    [Fact]
    public void A_whole_response_that_asks_for_TLS_belongs_inside_of_it()
    {
        byte[] asking = [.. MariaDb];
        asking[1] |= 0x08;
        CapabilityFlags withTls = Offered | CapabilityFlags.Ssl;
        Assert.Throws<MySqlProtocolException>(() => { HandshakeResponse41.Read(asking, withTls, TransportSecurity.Clear); });
        Assert.Equal("u"u8, HandshakeResponse41.Read(asking, withTls, TransportSecurity.Tls).User);
        Assert.Equal("u"u8, HandshakeResponse41.Read(asking, Offered & ~CapabilityFlags.Ssl, TransportSecurity.Clear).User);
    }

    [Fact]
    public void Too_many_attributes_are_refused()
    {
        CapabilityFlags attributes = CapabilityFlags.Protocol41 | CapabilityFlags.SecureConnection | CapabilityFlags.ConnectAttrs;
        byte[] head = new HandshakeResponse41 { Capabilities = attributes }.Write(new PayloadWriter()).ToArray()[..^1];
        byte[] Payload(int length) => [.. head, .. new Body().Value(
            new Body().Value("a").Value(new byte[length - 5]).ToArray()).ToArray()];
        Assert.Equal(60000, HandshakeResponse41.Read(Payload(60000), attributes, TransportSecurity.Clear).Attributes.Bytes.Length);
        Assert.Throws<MySqlProtocolException>(
            () => { HandshakeResponse41.Read(Payload(65538), attributes, TransportSecurity.Clear); });
    }
}
