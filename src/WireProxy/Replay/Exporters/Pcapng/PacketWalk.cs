using System.Buffers.Binary;
using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Replay.Exporters.Pcapng;

/// <summary>Knows, byte by byte, where a stream of MySQL packets is.</summary>
internal sealed class PacketWalk
{
    private readonly byte[] _header = new byte[PacketHeader.Size];
    private int _headerBytes;
    private int _bodyLeft;

    /// <summary>Packets before the one that the last byte belongs to.</summary>
    public int Packet { get; private set; } = -1;

    /// <summary>The length of that packet's payload; known from its third byte on.</summary>
    public int PayloadLength { get; private set; }

    /// <summary>Where the last byte stands in its payload; negative in the header.</summary>
    public int At { get; private set; }

    /// <summary>Whether the last byte was its packet's last.</summary>
    public bool IsEnd => _bodyLeft == 0 && _headerBytes == 0;

    public void Take(byte value)
    {
        if (_bodyLeft > 0)
        {
            At++;
            _bodyLeft--;
            return;
        }
        if (_headerBytes == 0)
            Packet++;
        _header[_headerBytes++] = value;
        At = _headerBytes - PacketHeader.Size - 1;
        if (_headerBytes < PacketHeader.Size)
            return;
        _headerBytes = 0;
        PayloadLength = _bodyLeft = (int)(BinaryPrimitives.ReadUInt32LittleEndian(_header) & PacketHeader.MaxPayload);
    }
}
