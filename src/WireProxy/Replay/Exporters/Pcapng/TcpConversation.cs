namespace WireProxy.Replay.Exporters.Pcapng;

/// <summary>
/// A TCP connection as it could have carried the two byte streams: handshake, segments that fit an Ethernet, acknowledgements
/// before the window is full, an orderly end.
/// </summary>
internal sealed class TcpConversation(PcapngWriter capture, TcpEndpoint client, TcpEndpoint server)
{
    private const int LargestSegment = 1400;
    private const int UnacknowledgedLimit = 32 << 10;

    /// <param name="comment">Shown with the first packet.</param>
    public void Open(ulong at, string comment)
    {
        capture.Packet(at, TcpSegment.Write(client, server, TcpFlags.Syn, []), comment);
        client.Sequence++;
        Send(at, server, client, TcpFlags.Syn | TcpFlags.Acknowledgment);
        server.Sequence++;
        Send(at, client, server, TcpFlags.Acknowledgment);
    }

    public void FromClient(ulong at, ReadOnlySpan<byte> bytes) => Carry(at, client, server, bytes);

    public void FromServer(ulong at, ReadOnlySpan<byte> bytes) => Carry(at, server, client, bytes);

    public void Close(ulong at)
    {
        Send(at, client, server, TcpFlags.Fin | TcpFlags.Acknowledgment);
        client.Sequence++;
        Send(at, server, client, TcpFlags.Fin | TcpFlags.Acknowledgment);
        server.Sequence++;
        Send(at, client, server, TcpFlags.Acknowledgment);
    }

    private void Carry(ulong at, TcpEndpoint from, TcpEndpoint to, ReadOnlySpan<byte> bytes)
    {
        int unacknowledged = 0;
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> payload = bytes[..Math.Min(bytes.Length, LargestSegment)];
            bytes = bytes[payload.Length..];
            TcpFlags push = bytes.IsEmpty ? TcpFlags.Push : TcpFlags.None;
            Send(at, from, to, push | TcpFlags.Acknowledgment, payload);
            from.Sequence += (uint)payload.Length;
            unacknowledged += payload.Length;
            if (!bytes.IsEmpty && unacknowledged < UnacknowledgedLimit)
                continue;
            Send(at, to, from, TcpFlags.Acknowledgment);
            unacknowledged = 0;
        }
    }

    private void Send(ulong at, TcpEndpoint from, TcpEndpoint to, TcpFlags flags, ReadOnlySpan<byte> payload = default) =>
        capture.Packet(at, TcpSegment.Write(from, to, flags, payload));
}
