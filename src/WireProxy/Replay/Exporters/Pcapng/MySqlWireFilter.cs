using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Replay.Exporters.Pcapng;

/// <summary>
/// Leaves out the SSLRequest, and the traces of it in the rest of the login: the sequence ids behind it count on from it, and
/// the response claims TLS. A dissector knows the response by its sequence id.
/// </summary>
internal sealed class MySqlWireFilter : IWireFilter
{
    private const int SequenceAt = -1;
    private const int SslBitAt = 1;
    private const byte SslBit = (byte)((int)CapabilityFlags.Ssl >> 8);

    private readonly PacketWalk _client = new();
    private readonly PacketWalk _server = new();
    private Login _login;

    public ushort Port => 3306;

    public ReadOnlyMemory<byte> FromClient(ReadOnlyMemory<byte> bytes)
    {
        if (_login == Login.Over)
            return bytes;
        var kept = new List<byte>(bytes.Length);
        foreach (byte value in bytes.Span)
        {
            _client.Take(value);
            kept.Add(_login == Login.UnderTls && _client.At == SequenceAt ? (byte)(value - 1)
                : _login == Login.UnderTls && _client.Packet == 1 && _client.At == SslBitAt ? (byte)(value & ~SslBit)
                : value);
            // A whole response is longer.
            if (_login == Login.Begun && _client is { Packet: 0, PayloadLength: SslRequest.Size, IsEnd: true })
            {
                kept.Clear();
                _login = Login.UnderTls;
            }
        }
        return kept.ToArray();
    }

    public ReadOnlyMemory<byte> FromServer(ReadOnlyMemory<byte> bytes)
    {
        if (_login == Login.Over)
            return bytes;
        byte[] sent = bytes.ToArray();
        for (int i = 0; i < sent.Length && _login != Login.Over; i++)
        {
            _server.Take(sent[i]);
            if (_server is { Packet: > 0, At: 0 } && sent[i] is OkPacket.OkHeader or ErrPacket.Header)
                _login = Login.Over;
            if (_login == Login.UnderTls && _server.At == SequenceAt)
                sent[i]--;
        }
        return sent;
    }

    private enum Login : byte
    {
        Begun,
        UnderTls,
        Over,
    }
}
