using System.Text;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Protocols.MySql.Tests.Framing;

namespace WireProxy.Protocols.MySql.Tests.Login;

public sealed class HandshakeV10Tests
{
    /// <summary>MariaDB 10.11.</summary>
    internal static readonly byte[] Golden = Hex.Bytes(
        "0a 352e352e352d31302e31312e31392d4d6172696144422d302b6465623132753100 0f000000 58547b2e72757468 00 fef7 08 0200"
        + "ff81 15 000000000000 1d000000 2c41405c317e482d475b755d00 6d7973716c5f6e61746976655f70617373776f726400");

    private static readonly byte[] MySql = Hex.Bytes(
        "0a 392e372e342d3200 08000000 1e524d5d1d6c4016 00 ffff ff 0200 ffdf 15 00000000000000000000"
        + "79567b6d62117a5b3062317300 63616368696e675f736861325f70617373776f726400");

    [Fact]
    public void A_greeting_of_MariaDB_is_read()
    {
        HandshakeV10 greeting = HandshakeV10.Read(Golden);
        Assert.Equal("5.5.5-10.11.19-MariaDB-0+deb12u1", Encoding.ASCII.GetString(greeting.ServerVersion));
        Assert.Equal(15u, greeting.ThreadId);
        Assert.Equal(0x0000_001D_81FF_F7FEul, (ulong)greeting.Capabilities);
        Assert.Equal((8, ServerStatus.Autocommit), (greeting.CharacterSet, greeting.Status));
        Assert.Equal("mysql_native_password"u8, greeting.AuthPluginName);
        byte[] scramble = new byte[HandshakeV10.ScrambleSize];
        greeting.CopyScramble(scramble);
        Assert.Equal(Hex.Bytes("58547b2e72757468 2c41405c317e482d475b755d"), scramble);
    }

    [Fact]
    public void The_scramble_is_found_to_be_zeroed()
    {
        byte[] copy = [.. Golden];
        (Range part1, Range part2) = HandshakeV10.Read(copy).ScrambleAt;
        copy.AsSpan(part1).Clear();
        copy.AsSpan(part2).Clear();
        HandshakeV10 zeroed = HandshakeV10.Read(copy);
        Assert.Equal(new byte[8], zeroed.ScramblePart1.ToArray());
        Assert.Equal(new byte[13], zeroed.ScramblePart2.ToArray());
        Assert.Equal("mysql_native_password"u8, zeroed.AuthPluginName);
    }

    [Fact]
    public void A_greeting_is_written_as_it_was_read() =>
        Assert.Equal(Golden, HandshakeV10.Read(Golden).Write(new PayloadWriter()).ToArray());

    [Fact]
    public void A_copy_with_fewer_capabilities_keeps_the_rest()
    {
        HandshakeV10 original = HandshakeV10.Read(Golden);
        CapabilityFlags less = original.Capabilities & ~(CapabilityFlags.Ssl | CapabilityFlags.Compress | CapabilityFlags.MariaDbCacheMetadata);
        HandshakeV10 copy = HandshakeV10.Read((original with { Capabilities = less }).Write(new PayloadWriter()));
        Assert.Equal(less, copy.Capabilities);
        Assert.Equal((original.ThreadId, original.Status), (copy.ThreadId, copy.Status));
        Assert.Equal(original.ServerVersion, copy.ServerVersion);
        Assert.Equal(original.ScramblePart1, copy.ScramblePart1);
        Assert.Equal(original.ScramblePart2, copy.ScramblePart2);
    }

    [Fact]
    public void Without_the_capability_there_is_no_plugin_name()
    {
        HandshakeV10 original = HandshakeV10.Read(Golden);
        HandshakeV10 copy = HandshakeV10.Read(
            (original with { Capabilities = original.Capabilities & ~CapabilityFlags.PluginAuth }).Write(new PayloadWriter()));
        Assert.True(copy.AuthPluginName.IsEmpty);
        Assert.Equal(original.ScramblePart2, copy.ScramblePart2);
    }

    [Fact]
    public void A_greeting_of_MySQL_is_read_and_has_no_extended_capabilities()
    {
        HandshakeV10 greeting = HandshakeV10.Read(MySql);
        Assert.Equal("9.7.4"u8, greeting.ServerVersion[..5]);
        Assert.Equal(0xDFFF_FFFFul, (ulong)greeting.Capabilities);
        Assert.Equal(255, greeting.CharacterSet);
        Assert.Equal("caching_sha2_password"u8, greeting.AuthPluginName);
        Assert.Equal(MySql, greeting.Write(new PayloadWriter()).ToArray());
        byte[] withWord = [.. MySql];
        withWord[MySql.AsSpan().IndexOf([(byte)0xDF, (byte)0x15]) + 8] = 0x1D;
        Assert.Equal(0xDFFF_FFFFul, (ulong)HandshakeV10.Read(withWord).Capabilities);
    }

    [Fact]
    public void Anything_but_one_greeting_is_refused()
    {
        Strictness.RefusesAnythingElse(Golden, payload => HandshakeV10.Read(payload));
        Strictness.RefusesAnythingElse(MySql, payload => HandshakeV10.Read(payload));
    }

    [Fact]
    public void Older_servers_are_refused()
    {
        Assert.Throws<MySqlProtocolException>(() => { HandshakeV10.Read([9, .. Golden.AsSpan(1)]); });
        int low = Golden.AsSpan().IndexOf([(byte)0xFE, (byte)0xF7]);
        foreach (int bit in new[] { 0x02, 0x80 }) // PROTOCOL_41, SECURE_CONNECTION
        {
            byte[] old = [.. Golden];
            old[low + 1] &= (byte)~bit;
            Assert.Throws<MySqlProtocolException>(() => { HandshakeV10.Read(old); });
        }
    }

    [Fact]
    public void A_hostile_length_of_the_scramble_is_refused()
    {
        int at = Golden.AsSpan().IndexOf([(byte)0xFF, (byte)0x81]) + 2;
        byte[] hostile = [.. Golden];
        hostile[at] = 255;
        Assert.Throws<MySqlProtocolException>(() => { HandshakeV10.Read(hostile); });
    }
}
