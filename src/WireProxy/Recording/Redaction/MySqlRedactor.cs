using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Sql.Lexing;

namespace WireProxy.Recording.Redaction;

/// <summary>
/// The texts of COM_QUERY and COM_STMT_PREPARE. Query attributes stand before a text; where they do not come whole, they are
/// read as if they were a part of it.
/// </summary>
/// <param name="capabilities">What the session has agreed on.</param>
internal sealed class MySqlRedactor(CapabilityFlags capabilities) : IClientRedactor
{
    private readonly SecretScanner _scanner = new(SqlDialect.MySql);
    private readonly GatheredHeader _gathered = new(PacketHeader.Size);
    private int _bodyRemaining;
    private bool _goesOn;
    private Payload _payload = Payload.Other;

    /// <summary>How the server reads the next text.</summary>
    public Func<BackslashInLiteral> Backslash { get; set; } = static () => BackslashInLiteral.Escapes;

    public void Find(ReadOnlySpan<byte> piece, SecretPlaces secrets)
    {
        int at = 0;
        while (at < piece.Length)
        {
            if (_bodyRemaining == 0)
            {
                at += ReadHeader(piece[at..]);
                continue;
            }
            if (_payload == Payload.Begins)
            {
                Begin((CommandCode)piece[at]);
                int before = AttributesLength(piece.Slice(at, Math.Min(_bodyRemaining, piece.Length - at)));
                at += before;
                _bodyRemaining -= before;
            }
            int length = Math.Min(_bodyRemaining, piece.Length - at);
            _bodyRemaining -= length;
            if (_payload == Payload.Text)
                _scanner.Scan(piece.Slice(at, length), at, secrets);
            at += length;
        }
    }

    private int ReadHeader(ReadOnlySpan<byte> piece)
    {
        if (!_gathered.TryTake(piece, out int length, out ReadOnlySpan<byte> bytes))
            return length;
        PacketHeader header = PacketHeader.Read(bytes);
        _bodyRemaining = header.PayloadLength;
        // A command is numbered 0; what answers a question or is a file is not.
        if (!_goesOn)
            _payload = header.Sequence == 0 ? Payload.Begins : Payload.Other;
        _goesOn = header.IsContinued;
        return length;
    }

    private void Begin(CommandCode command)
    {
        _payload = command is CommandCode.Query or CommandCode.StmtPrepare ? Payload.Text : Payload.Other;
        if (_payload == Payload.Text)
            _scanner.Begin(Backslash());
    }

    /// <summary>How much of a command stands before its text, where that is here.</summary>
    private int AttributesLength(ReadOnlySpan<byte> payload)
    {
        if (_payload != Payload.Text || payload[0] != (byte)CommandCode.Query || !capabilities.Has(CapabilityFlags.QueryAttributes))
            return 0;
        try
        {
            return payload.Length - QueryRequest.Read(payload, capabilities).Sql.Length;
        }
        catch (MySqlProtocolException)
        {
            return 0;
        }
    }

    private enum Payload : byte
    {
        Other,
        Begins,
        Text,
    }
}
