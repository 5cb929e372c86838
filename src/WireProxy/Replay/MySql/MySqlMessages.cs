using System.Text;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Recording.MySql;
using WireProxy.Replay.Driver;

namespace WireProxy.Replay.MySql;

/// <summary>The packets of a MySQL client after its login.</summary>
internal sealed class MySqlMessages : IClientMessages
{
    private const int DescribedBytes = 300;

    private readonly PacketScanner _packets = new(captureLimit: 0);
    private byte _next;

    public long Begun => _packets.Offset - _packets.PayloadStart;

    public int Take(ReadOnlySpan<byte> bytes)
    {
        int messages = 0;
        while (_packets.TryRead(ref bytes, out CapturedPacket packet))
        {
            _next = (byte)(packet.LastSequence + 1);
            messages++;
        }
        return messages;
    }

    public bool IsFarewell(ReadOnlySpan<byte> bytes) => bytes.SequenceEqual((ReadOnlySpan<byte>)[1, 0, 0, 0, (byte)CommandCode.Quit]);

    public byte[] Farewell(string difference) => ErrorPacket.Of(difference, _next);

    public string Describe(ReadOnlySpan<byte> start)
    {
        if (start.Length <= PacketHeader.Size)
            return "the header of a packet";
        PacketHeader header = PacketHeader.Read(start);
        var code = (CommandCode)start[PacketHeader.Size];
        // A packet that does not begin a command is an answer to the server's: a piece of a file, data of a login.
        if (header.Sequence != 0 || !Enum.IsDefined(code))
            return $"a packet of {header.PayloadLength} bytes with sequence id {header.Sequence}";
        if (code is not (CommandCode.Query or CommandCode.StmtPrepare or CommandCode.InitDb))
            return code.ToString();
        ReadOnlySpan<byte> text = start[(PacketHeader.Size + 1)..];
        return $"{code} '{Encoding.UTF8.GetString(text[..Math.Min(text.Length, Math.Min(DescribedBytes, Math.Max(header.PayloadLength - 1, 0)))])}'";
    }
}
