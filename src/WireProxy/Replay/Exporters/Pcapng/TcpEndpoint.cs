using System.Net;

namespace WireProxy.Replay.Exporters.Pcapng;

/// <summary>One end of the connection in the capture.</summary>
internal sealed class TcpEndpoint(IPAddress address, ushort port)
{
    public IPAddress Address => address;

    public ushort Port => port;

    /// <summary>The number of its next byte; one end starts at 0 so that Wireshark's relative numbers are the recording's offsets plus one.</summary>
    public uint Sequence { get; set; }
}

/// <summary>The flags of a segment.</summary>
[Flags]
internal enum TcpFlags : byte
{
    None = 0,
    Fin = 1,
    Syn = 2,
    Push = 8,
    Acknowledgment = 16,
}
