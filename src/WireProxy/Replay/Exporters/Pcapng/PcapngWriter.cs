using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace WireProxy.Replay.Exporters.Pcapng;

/// <summary>
/// Blocks of a capture file (draft-ietf-opsawg-pcapng). Each is Int32 type, Int32 total length, body padded to four bytes, the
/// length again.
/// </summary>
internal sealed class PcapngWriter(IBufferWriter<byte> output)
{
    private const uint SectionHeader = 0x0A0D0D0A, InterfaceDescription = 1, EnhancedPacket = 6;
    private const uint ByteOrderMagic = 0x1A2B3C4D;
    private const ushort RawIp = 101;
    private const ushort EndOfOptions = 0, CommentOption = 1, ResolutionOption = 9, ApplicationOption = 4;
    private const byte Nanoseconds = 9;

    private readonly ArrayBufferWriter<byte> _body = new();

    /// <summary>Section and interface: IP packets without a link layer, times in nanoseconds.</summary>
    public void Begin(string application, string comment)
    {
        // Magic, version 1.0, unknown section length.
        Add(ByteOrderMagic).Add((ushort)1).Add((ushort)0).Add(ulong.MaxValue);
        AddOption(CommentOption, Encoding.UTF8.GetBytes(comment));
        AddOption(ApplicationOption, Encoding.UTF8.GetBytes(application));
        Add((uint)EndOfOptions);
        End(SectionHeader);
        // Link type, reserved, no limit on packet lengths.
        Add(RawIp).Add((ushort)0).Add(0u);
        AddOption(ResolutionOption, [Nanoseconds]);
        Add((uint)EndOfOptions);
        End(InterfaceDescription);
    }

    /// <param name="nanoseconds">Since 1970 UTC.</param>
    /// <param name="packet">From its IP header on.</param>
    /// <param name="comment">Shown with the packet.</param>
    public void Packet(ulong nanoseconds, ReadOnlySpan<byte> packet, string? comment = null)
    {
        Add(0u).Add((uint)(nanoseconds >> 32)).Add((uint)nanoseconds).Add((uint)packet.Length).Add((uint)packet.Length);
        AddPadded(packet);
        if (comment is not null)
        {
            AddOption(CommentOption, Encoding.UTF8.GetBytes(comment));
            Add((uint)EndOfOptions);
        }
        End(EnhancedPacket);
    }

    private void End(uint type)
    {
        int total = _body.WrittenCount + 12;
        Span<byte> block = output.GetSpan(total);
        BinaryPrimitives.WriteUInt32LittleEndian(block, type);
        BinaryPrimitives.WriteInt32LittleEndian(block[4..], total);
        _body.WrittenSpan.CopyTo(block[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(block[(total - 4)..], total);
        output.Advance(total);
        _body.ResetWrittenCount();
    }

    // Int16 code, Int16 length, value padded to four bytes.
    private void AddOption(ushort code, ReadOnlySpan<byte> value)
    {
        Add(code).Add((ushort)value.Length);
        AddPadded(value);
    }

    private void AddPadded(ReadOnlySpan<byte> value)
    {
        _body.Write(value);
        _body.Write((ReadOnlySpan<byte>)[.. new byte[-value.Length & 3]]);
    }

    private PcapngWriter Add(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_body.GetSpan(2), value);
        _body.Advance(2);
        return this;
    }

    private PcapngWriter Add(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_body.GetSpan(4), value);
        _body.Advance(4);
        return this;
    }

    private PcapngWriter Add(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_body.GetSpan(8), value);
        _body.Advance(8);
        return this;
    }
}
