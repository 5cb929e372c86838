using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Protocols.MySql.Tests.Framing;

namespace WireProxy.Protocols.MySql.Tests.Messages;

public sealed class OkPacketTests
{
    private const CapabilityFlags Tracked = CapabilityFlags.SessionTrack;

    /// <summary>MariaDB: <c>set autocommit=0, names latin1, sql_mode='ANSI_QUOTES,NO_BACKSLASH_ESCAPES'</c>.</summary>
    internal static readonly byte[] Changes = Hex.Bytes(
        "00 00 00 00c2 0000 00 70 000f 0a6175746f636f6d6d6974034f4646 001c 146368617261637465725f7365745f636c69656e74066c6174696e31"
        + "0020 186368617261637465725f7365745f636f6e6e656374696f6e066c6174696e31"
        + "001d 156368617261637465725f7365745f726573756c7473066c6174696e31");

    /// <summary>MariaDB without SESSION_TRACK: <c>insert</c> of two rows.</summary>
    private static readonly byte[] Insert = Hex.Bytes("00 02 00 0182 0000"
        + "265265636f7264733a203220204475706c6963617465733a203020205761726e696e67733a2030");

    [Fact]
    public void An_insert_is_read()
    {
        OkPacket ok = OkPacket.Read(Insert, CapabilityFlags.None);
        Assert.Equal((2ul, 0ul, 0), (ok.AffectedRows, ok.LastInsertId, ok.Warnings));
        Assert.Equal(ServerStatus.InTrans | ServerStatus.NoBackslashEscapes | ServerStatus.AnsiQuotes, ok.Status);
        Assert.Equal("&Records: 2  Duplicates: 0  Warnings: 0"u8, ok.Info);
        Assert.Equal("Records: 2  Duplicates: 0  Warnings: 0"u8, OkPacket.Read(Insert, Tracked).Info);
    }

    [Fact]
    public void Session_changes_are_read()
    {
        OkPacket ok = OkPacket.Read(Changes, Tracked);
        Assert.Equal(ServerStatus.SessionStateChanged | ServerStatus.NoBackslashEscapes | ServerStatus.AnsiQuotes, ok.Status);
        Assert.True(ok.Info.IsEmpty);
        Assert.Equal(0x70, ok.SessionChanges.Bytes.Length);
    }

    [Fact]
    public void The_end_of_rows_is_read()
    {
        OkPacket ok = OkPacket.Read(Hex.Bytes("fe 00 00 2200 0000"), Tracked);
        Assert.Equal(OkPacket.EndOfRowsHeader, ok.Header);
        Assert.Equal(ServerStatus.Autocommit | ServerStatus.NoIndexUsed, ok.Status);
    }

    [Theory]
    [InlineData("00 00 00 0200 0000")]
    [InlineData("fe 00 00 2200 0000")]
    [InlineData("00 fcfb00 fd000001 0a00 0300")]
    public void Packets_are_written_as_they_were_read(string hex)
    {
        byte[] golden = Hex.Bytes(hex);
        foreach (CapabilityFlags capabilities in new[] { CapabilityFlags.None, Tracked })
            Assert.Equal(golden, OkPacket.Read(golden, capabilities).Write(new PayloadWriter(), capabilities).ToArray());
    }

    [Fact]
    public void Texts_and_changes_are_written_as_they_were_read()
    {
        Assert.Equal(Changes, OkPacket.Read(Changes, Tracked).Write(new PayloadWriter(), Tracked).ToArray());
        Assert.Equal(Insert, OkPacket.Read(Insert, Tracked).Write(new PayloadWriter(), Tracked).ToArray());
        Assert.Equal(Insert,
            OkPacket.Read(Insert, CapabilityFlags.None).Write(new PayloadWriter(), CapabilityFlags.None).ToArray());
    }

    [Fact]
    public void A_copy_without_the_changes_does_not_promise_any()
    {
        byte[] written = (OkPacket.Read(Changes, Tracked) with { SessionChanges = default }).Write(new PayloadWriter(), Tracked).ToArray();
        Assert.Equal(Hex.Bytes("00 00 00 0082 0000"), written);
        Assert.Equal(Hex.Bytes("00 00 00 0082 0000"),
            OkPacket.Read(Changes, Tracked).Write(new PayloadWriter(), CapabilityFlags.None).ToArray());
    }

    [Fact]
    public void Anything_but_one_packet_is_refused()
    {
        Strictness.RefusesAnythingElse(Changes, payload => OkPacket.Read(payload, Tracked));
        for (int length = 0; length < 7; length++)
            Assert.Throws<MySqlProtocolException>(() => { OkPacket.Read(Insert.AsSpan(0, length), CapabilityFlags.None); });
        Assert.Throws<MySqlProtocolException>(() => { OkPacket.Read([0x01, .. Insert.AsSpan(1)], CapabilityFlags.None); });
    }
}
