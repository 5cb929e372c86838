using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using WireProxy.Audit.Records;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Replay.Sandbox;
using WireProxy.Transport;

namespace WireProxy.Replay.MySql;

/// <summary>
/// Sends a recorded MySQL client's packets with the sandbox's own numbers of prepared statements. What policy had refused, and
/// what names connections of the recorded server, is not sent: a ping stands in its place.
/// </summary>
internal sealed class MySqlSandbox : ISandboxProtocol
{
    // Longer texts than this kill no connection.
    private const int LongestHeld = 4096;
    private const int HeadSize = PacketHeader.Size + 5;

    private static readonly byte[] Ping = [1, 0, 0, 0, (byte)CommandCode.Ping];
    private static readonly byte[] ResetConnection = [1, 0, 0, 0, (byte)CommandCode.ResetConnection];
    private static readonly byte[] UnsentQuery = [9, 0, 0, 0, (byte)CommandCode.Query, .. "not sent"u8];

    private readonly RecordedLogin _login = new();
    private readonly ConcurrentDictionary<uint, long> _recordedNumbers = new();
    private readonly ConcurrentDictionary<long, uint> _liveNumbers = new();
    private readonly HashSet<long> _refused = [];
    private readonly HashSet<long> _notReplayable = [];
    private readonly List<byte> _held = [];
    private readonly ArrayBufferWriter<byte> _sent = new();
    private readonly ArrayBufferWriter<byte> _read = new();
    private long _offset;
    private PacketHeader _current;
    private long _bodyLeft;
    private PacketFate _fate;
    private byte _lastSequence;

    public ReadOnlyMemory<byte>? ReadLogin(StoredRecord record)
    {
        ReadOnlyMemory<byte> rest = _login.Read(record);
        _offset = _login.ClientBytes;
        // Of its type: null alone would become an empty memory.
        return _login is { IsOver: true, Outcome: [0x00, ..] } ? rest : default(ReadOnlyMemory<byte>?);
    }

    public Task LogInAsync(WireConnection server, SandboxLogin login, CancellationToken cancellationToken) =>
        new MySqlSandboxLogin(server, login).RunAsync(_login, cancellationToken);

    public void Refused(long offset) => _refused.Add(offset);

    public void RecordedNumber(long statement, uint number) => _recordedNumbers[number] = statement;

    public void LiveNumber(long statement, uint number) => _liveNumbers[statement] = number;

    public Unsent RefusalOf(long offset) =>
        _refused.Contains(offset) ? Unsent.ByPolicy : _notReplayable.Contains(offset) ? Unsent.NotReplayable : Unsent.None;

    // The server's question came behind the command's last packet.
    public byte[] EndTransfer() => [0, 0, 0, (byte)(_lastSequence + 2)];

    public OutgoingBytes Outgoing(ReadOnlyMemory<byte> recorded, TransferState transfer)
    {
        _sent.ResetWrittenCount();
        _read.ResetWrittenCount();
        for (ReadOnlySpan<byte> bytes = recorded.Span; !bytes.IsEmpty || (_bodyLeft == 0 && IsHeld);)
        {
            if (_bodyLeft > 0)
                Pass(ref bytes);
            else
                Hold(ref bytes, transfer);
        }
        return new OutgoingBytes(_sent.WrittenSpan.ToArray(), _read.WrittenSpan.ToArray());
    }

    private bool IsHeld => _held.Count >= PacketHeader.Size && _held.Count == NeededHead();

    private void Pass(ref ReadOnlySpan<byte> bytes)
    {
        int count = (int)Math.Min(_bodyLeft, bytes.Length);
        if (_fate == PacketFate.Sent)
            Send(bytes[..count]);
        _bodyLeft -= count;
        bytes = bytes[count..];
    }

    // The header and what tells the packet's fate, or all of it.
    private void Hold(ref ReadOnlySpan<byte> bytes, TransferState transfer)
    {
        int count = Math.Min(NeededHead() - _held.Count, bytes.Length);
        _held.AddRange(bytes[..count]);
        bytes = bytes[count..];
        if (_held.Count < PacketHeader.Size || _held.Count < NeededHead())
            return;
        PacketHeader header = PacketHeader.Read(_held.ToArray());
        if (!_current.IsContinued)
            _fate = Judge(header, transfer);
        if (_fate == PacketFate.Sent)
            Send(_held.ToArray());
        _lastSequence = header.Sequence;
        _current = header;
        _offset += header.TotalLength;
        _bodyLeft = header.TotalLength - _held.Count;
        _held.Clear();
    }

    private int NeededHead()
    {
        if (_held.Count < PacketHeader.Size)
            return PacketHeader.Size;
        int total = PacketHeader.Read(_held.ToArray()).TotalLength;
        return total <= LongestHeld ? total : HeadSize;
    }

    private PacketFate Judge(PacketHeader header, TransferState transfer)
    {
        // What does not begin a command answers the server: a piece of a file, or data of a login that is not repeated.
        if (header.Sequence != 0)
            return transfer == TransferState.Asked && _fate != PacketFate.Replaced ? PacketFate.Sent : PacketFate.Dropped;
        if (header.PayloadLength == 0)
            return PacketFate.Sent;
        var command = (CommandCode)_held[PacketHeader.Size];
        if (command == CommandCode.ChangeUser)
            return Replace(ResetConnection, ResetConnection);
        bool isUnsafe = command is CommandCode.ProcessKill or CommandCode.Shutdown
            || (command == CommandCode.Query && KillText.IsOne(_held.ToArray().AsSpan(PacketHeader.Size + 1)));
        if (isUnsafe)
            _notReplayable.Add(_offset);
        if (isUnsafe || _refused.Contains(_offset))
            return Replace(Ping, UnsentQuery);
        if (command is CommandCode.StmtExecute or CommandCode.StmtBulkExecute or CommandCode.StmtFetch or CommandCode.StmtClose
            or CommandCode.StmtReset or CommandCode.StmtSendLongData && _held.Count >= HeadSize)
            Renumber();
        return PacketFate.Sent;
    }

    private PacketFate Replace(byte[] sent, byte[] read)
    {
        _sent.Write(sent);
        _read.Write(read);
        return PacketFate.Replaced;
    }

    private void Renumber()
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        for (int i = 0; i < number.Length; i++)
            number[i] = _held[PacketHeader.Size + 1 + i];
        uint recorded = BinaryPrimitives.ReadUInt32LittleEndian(number);
        if (recorded == ExecuteRequest.LastPrepared)
            return;
        // A statement that the sandbox did not prepare has no number; 0 is none's.
        uint live = _recordedNumbers.TryGetValue(recorded, out long statement) ? _liveNumbers.GetValueOrDefault(statement) : 0;
        BinaryPrimitives.WriteUInt32LittleEndian(number, live);
        for (int i = 0; i < number.Length; i++)
            _held[PacketHeader.Size + 1 + i] = number[i];
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        _sent.Write(bytes);
        _read.Write(bytes);
    }

    /// <summary>What becomes of a packet.</summary>
    private enum PacketFate : byte
    {
        Sent,
        Dropped,

        /// <summary>Something else was sent for it, and nothing is for its continuations and what follows from it.</summary>
        Replaced,
    }
}
