using System.Buffers;
using WireProxy.Audit.Records;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Replay.Sandbox;
using WireProxy.Sessions.Postgres;
using WireProxy.Transport;

namespace WireProxy.Replay.Postgres;

/// <summary>
/// Sends a recorded PostgreSQL client's messages as they are, except for those that policy had refused: the sandbox gets what the
/// recorded server got for them, something it is sure to reject.
/// </summary>
internal sealed class PostgresSandbox(SessionId session) : ISandboxProtocol
{
    private readonly RecordedLogin _login = new();
    private readonly Substitute _substitute = new(session.ToString());
    private readonly HashSet<long> _refused = [];
    private readonly List<byte> _held = [];
    private readonly ArrayBufferWriter<byte> _outgoing = new();
    private long _offset;
    private long _passing;

    public ReadOnlyMemory<byte>? ReadLogin(StoredRecord record)
    {
        ReadOnlyMemory<byte> rest = _login.Read(record);
        _offset = _login.ClientBytes;
        // Of its type: null alone would become an empty memory.
        return _login.IsOver ? rest : default(ReadOnlyMemory<byte>?);
    }

    public Task LogInAsync(WireConnection server, SandboxLogin login, CancellationToken cancellationToken) =>
        new PostgresSandboxLogin(server, login).RunAsync(
            _login.Parameters ?? throw new SandboxException("the recording has no StartupMessage"), cancellationToken);

    public void Refused(long offset) => _refused.Add(offset);

    public void RecordedNumber(long statement, uint number)
    {
    }

    public void LiveNumber(long statement, uint number)
    {
    }

    public OutgoingBytes Outgoing(ReadOnlyMemory<byte> recorded, TransferState transfer)
    {
        _outgoing.ResetWrittenCount();
        for (ReadOnlySpan<byte> bytes = recorded.Span; !bytes.IsEmpty;)
        {
            if (_passing > 0)
                Pass(ref bytes);
            else
                Hold(ref bytes);
        }
        byte[] sent = _outgoing.WrittenSpan.ToArray();
        return new OutgoingBytes(sent, sent);
    }

    public Unsent RefusalOf(long offset) => _refused.Contains(offset) ? Unsent.ByPolicy : Unsent.None;

    public byte[] EndTransfer() =>
        new MessageWriter().Begin(FrontendMessageCode.CopyFail).CString("the recording has no data for it").End().ToArray();

    private void Pass(ref ReadOnlySpan<byte> bytes)
    {
        int count = (int)Math.Min(_passing, bytes.Length);
        _outgoing.Write(bytes[..count]);
        _passing -= count;
        bytes = bytes[count..];
    }

    // The header of a message, or all of one that is replaced.
    private void Hold(ref ReadOnlySpan<byte> bytes)
    {
        long needed = FrameHeader.Size;
        if (_held.Count >= FrameHeader.Size)
            needed = FrameHeader.Read(_held.ToArray()).TotalLength;
        int count = (int)Math.Min(needed - _held.Count, bytes.Length);
        _held.AddRange(bytes[..count]);
        bytes = bytes[count..];
        if (_held.Count < FrameHeader.Size)
            return;
        FrameHeader header = FrameHeader.Read(_held.ToArray());
        if (!_refused.Contains(_offset))
            Release(header);
        else if (_held.Count == header.TotalLength)
            Replace(header);
    }

    private void Release(FrameHeader header)
    {
        _outgoing.Write(_held.ToArray());
        _passing = header.TotalLength - _held.Count;
        Next(header);
    }

    private void Replace(FrameHeader header)
    {
        switch ((FrontendMessageCode)header.Code)
        {
            case FrontendMessageCode.Query:
                _substitute.Query(_outgoing);
                break;
            case FrontendMessageCode.Parse:
                _substitute.Parse(new PayloadReader(_held.ToArray().AsSpan(FrameHeader.Size)).ReadCString(), _outgoing);
                break;
            case FrontendMessageCode.FunctionCall:
                _substitute.FunctionCall(_outgoing);
                break;
            default:
                _outgoing.Write(_held.ToArray());
                break;
        }
        Next(header);
    }

    private void Next(FrameHeader header)
    {
        _offset += header.TotalLength;
        _held.Clear();
    }
}
