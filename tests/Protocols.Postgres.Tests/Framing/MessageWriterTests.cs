using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Protocols.Postgres.Tests.Framing;

public sealed class MessageWriterTests
{
    [Fact]
    public void A_message_is_its_code_its_length_and_its_fields() => Assert.Equal(
        [(byte)'B', 0, 0, 0, 20, (byte)'p', 0, 0xC3, 0xBC, 0, 0, 1, 0x9C, 0x40, 0xFF, 0xFF, 0xFF, 0xFF, 7, 8, 9],
        new MessageWriter().Begin(FrontendMessageCode.Bind).CString("p"u8).CString("ü").Int16(1).Int16(40000).Int32(-1)
            .Byte(7).Bytes([8, 9]).End().ToArray());

    [Fact]
    public void A_message_of_the_startup_phase_has_no_code() => Assert.Equal(
        StartupPacket.TlsRequest.ToArray(), new MessageWriter().BeginUntyped().Int32(80877103).End().ToArray());

    [Fact]
    public void A_writer_starts_each_message_anew()
    {
        var writer = new MessageWriter();
        writer.Begin(FrontendMessageCode.Query).CString("a first, longer one").End();
        Assert.Equal([(byte)'S', 0, 0, 0, 4], writer.Begin(FrontendMessageCode.Sync).End().ToArray());
        Assert.Equal([0, 0, 0, 5, 1], writer.BeginUntyped().Byte(1).End().ToArray());
    }

    [Fact]
    public void A_message_larger_than_the_first_buffer_is_whole()
    {
        byte[] text = [.. Enumerable.Repeat((byte)'x', 100_000)];
        byte[] frame = new MessageWriter().Begin(BackendMessageCode.CommandComplete).CString(text).End().ToArray();
        Assert.Equal(new FrameHeader((byte)'C', 100_001), FrameHeader.Read(frame));
        Assert.Equal([.. text, 0], frame[FrameHeader.Size..]);
    }
}
