using System.Globalization;
using WireProxy.Admin;
using WireProxy.Audit.Records;
using WireProxy.Policy;

namespace WireProxy.Recording;

/// <summary>A session under <c>Audit:Store None</c>: counted, not recorded.</summary>
internal sealed class UnrecordedSession(ProxyMetrics metrics) : ISessionRecorder
{
    private static long s_last;

    public string SessionId { get; } =
        string.Create(CultureInfo.InvariantCulture, $"unrecorded-{Interlocked.Increment(ref s_last)}");

    public long BytesFromClient { get; private set; }

    public long BytesToClient { get; private set; }

    public ValueTask FromClientAsync(ReadOnlyMemory<byte> bytes)
    {
        BytesFromClient += bytes.Length;
        return ValueTask.CompletedTask;
    }

    public ValueTask ToClientAsync(ReadOnlyMemory<byte> bytes)
    {
        BytesToClient += bytes.Length;
        return ValueTask.CompletedTask;
    }

    public void Identified(string user, string database, string? application)
    {
    }

    public void Judged(long clientOffset, Verdict verdict)
    {
        if (verdict.Kind == VerdictKind.Deny)
            metrics.StatementDenied();
    }

    public void Masked(long clientOffset, IReadOnlyList<string> columns)
    {
    }

    public void Redacted(RecordedSide side, long offset, long length)
    {
    }

    public void Noted(string name, string? detail = null)
    {
    }

    public void Ended(string reason)
    {
        metrics.ReceivedFromClient(BytesFromClient);
        metrics.SentToClient(BytesToClient);
    }
}
