using System.Buffers;
using System.IO.Pipelines;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Sessions.MySql.Login;

/// <summary>Reads single packets while the two sides still take turns.</summary>
internal static class LoginPackets
{
    /// <summary>Connection attributes may have 64 KiB; tickets and tokens are below that.</summary>
    public const int MaxLength = 128 * 1024;

    /// <summary>The next packet, header included; null when the peer has closed.</summary>
    /// <exception cref="MySqlProtocolException">The packet is too long, or the peer closed inside it.</exception>
    public static async Task<byte[]?> ReadAsync(PipeReader input, CancellationToken cancellationToken)
    {
        ReadResult read = await input.ReadAtLeastAsync(PacketHeader.Size, cancellationToken);
        if (read.Buffer.IsEmpty)
            return null;
        if (read.Buffer.Length < PacketHeader.Size)
            throw new MySqlProtocolException("connection closed inside a packet");
        int length = PacketHeader.Read(read.Buffer.Slice(0, PacketHeader.Size).ToArray()).TotalLength;
        if (length > MaxLength)
            throw new MySqlProtocolException($"packet of {length} bytes during login", 1043, "08S01");
        input.AdvanceTo(read.Buffer.Start);

        read = await input.ReadAtLeastAsync(length, cancellationToken);
        if (read.Buffer.Length < length)
            throw new MySqlProtocolException("connection closed inside a packet");
        ReadOnlySequence<byte> packet = read.Buffer.Slice(0, length);
        byte[] copy = packet.ToArray();
        input.AdvanceTo(packet.End);
        return copy;
    }

    public static byte[] Packet(ReadOnlySpan<byte> payload, byte sequence)
    {
        var packet = new ArrayBufferWriter<byte>(PacketHeader.Size + payload.Length);
        PacketWriter.Write(payload, sequence, packet);
        return packet.WrittenSpan.ToArray();
    }

    /// <summary>A copy for the recording, in which a secret part of the payload is zeros of equal length.</summary>
    public static byte[] Zeroed(byte[] packet, params ReadOnlySpan<Range> secrets)
    {
        byte[] copy = [.. packet];
        foreach (Range secret in secrets)
            copy.AsSpan(PacketHeader.Size)[secret].Clear();
        return copy;
    }
}
