using System.Buffers;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Sessions.MySql;

/// <summary>
/// Commands that do nothing, sent in place of refused ones: the server's answer comes in its turn, behind those to earlier
/// commands, and is swapped.
/// </summary>
internal static class Substitute
{
    private static readonly byte[] PingPacket = [1, 0, 0, 0, (byte)CommandCode.Ping];

    public static void Ping(IBufferWriter<byte> output) => output.Write(PingPacket);

    /// <summary>The end of a file that the client was not asked for.</summary>
    public static void EmptyFile(byte sequence, IBufferWriter<byte> output) => PacketWriter.Write(ReadOnlySpan<byte>.Empty, sequence, output);
}
