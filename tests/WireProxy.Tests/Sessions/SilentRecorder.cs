using System.Buffers;
using WireProxy.Audit.Records;
using WireProxy.Policy;
using WireProxy.Recording;

namespace WireProxy.Tests.Sessions;

/// <summary>Keeps what a session recorded; can be told to fail.</summary>
internal sealed class SilentRecorder : ISessionRecorder
{
    private readonly ArrayBufferWriter<byte> _fromClient = new();
    private readonly ArrayBufferWriter<byte> _toClient = new();

    public string SessionId => "s-1";

    public long BytesFromClient => _fromClient.WrittenCount;

    public long BytesToClient => _toClient.WrittenCount;

    public byte[] FromClient => _fromClient.WrittenSpan.ToArray();

    public byte[] ToClient => _toClient.WrittenSpan.ToArray();

    public List<(long Offset, Verdict Verdict)> Verdicts { get; } = [];

    public List<(long Offset, string Columns)> Masks { get; } = [];

    public List<(long Offset, long Length)> Redactions { get; } = [];

    public List<(long Offset, long Length)> ServerRedactions { get; } = [];

    public List<(string User, string Database, string? Application)> Identities { get; } = [];

    public string? EndReason { get; private set; }

    /// <summary>Thrown instead of recording.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Counts bytes only, so that nothing is allocated.</summary>
    public bool Forgets { get; init; }

    public void Clear()
    {
        _fromClient.Clear();
        _toClient.Clear();
    }

    public ValueTask FromClientAsync(ReadOnlyMemory<byte> bytes) => Record(_fromClient, bytes);

    public ValueTask ToClientAsync(ReadOnlyMemory<byte> bytes) => Record(_toClient, bytes);

    public void Identified(string user, string database, string? application) => Identities.Add((user, database, application));

    public void Judged(long clientOffset, Verdict verdict) => Verdicts.Add((clientOffset, verdict));

    public void Masked(long clientOffset, IReadOnlyList<string> columns) => Masks.Add((clientOffset, string.Join(',', columns)));

    public void Redacted(RecordedSide side, long offset, long length) =>
        (side == RecordedSide.Client ? Redactions : ServerRedactions).Add((offset, length));

    public void Noted(string name, string? detail = null)
    {
    }

    public void Ended(string reason) => EndReason = reason;

    private ValueTask Record(ArrayBufferWriter<byte> kept, ReadOnlyMemory<byte> bytes)
    {
        if (Failure is { } failure)
            throw failure;
        if (!Forgets)
            kept.Write(bytes.Span);
        return ValueTask.CompletedTask;
    }
}
