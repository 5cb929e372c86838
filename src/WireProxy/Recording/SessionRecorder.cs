using WireProxy.Admin;
using WireProxy.Audit;
using WireProxy.Audit.Intake;
using WireProxy.Audit.Records;
using WireProxy.Policy;

namespace WireProxy.Recording;

/// <summary>Turns a session's events into audit records, and counts them for the metrics.</summary>
internal sealed class SessionRecorder(SessionLog log, ProxyMetrics metrics) : ISessionRecorder
{
    public string SessionId { get; } = log.Id.ToString();

    public long BytesFromClient => log.BytesFromClient;

    public long BytesToClient => log.BytesToClient;

    public ValueTask FromClientAsync(ReadOnlyMemory<byte> bytes)
    {
        Append(RecordKind.ClientBytes, bytes.Span);
        return log.MakeDurableAsync(CancellationToken.None);
    }

    public ValueTask ToClientAsync(ReadOnlyMemory<byte> bytes)
    {
        Append(RecordKind.ServerBytes, bytes.Span);
        return log.WaitForRoomAsync(CancellationToken.None);
    }

    public void Identified(string user, string database, string? application) =>
        Guard(() => log.Append(new SessionIdentity(user, database, application)));

    public void Judged(long clientOffset, Verdict verdict)
    {
        if (verdict.Kind == VerdictKind.Deny)
            metrics.StatementDenied();
        VerdictOutcome outcome = verdict.Kind == VerdictKind.Deny ? VerdictOutcome.Deny : VerdictOutcome.Allow;
        Guard(() => log.Append(new StatementVerdict(clientOffset, outcome, verdict.Policy, verdict.Rule, verdict.Message)));
    }

    public void Masked(long clientOffset, IReadOnlyList<string> columns) =>
        Guard(() => log.Append(new MasksApplied(clientOffset, columns)));

    public void Redacted(RecordedSide side, long offset, long length) =>
        Guard(() => log.Append(new BytesRedacted(side, offset, length)));

    public void Noted(string name, string? detail = null) => Guard(() => log.Append(new SessionEvent(name, detail)));

    public void Ended(string reason)
    {
        metrics.ReceivedFromClient(log.BytesFromClient);
        metrics.SentToClient(log.BytesToClient);
        log.End(reason);
    }

    private void Append(RecordKind kind, ReadOnlySpan<byte> bytes)
    {
        try
        {
            log.Append(kind, bytes);
        }
        catch (IntakeUnavailableException failure)
        {
            throw Failed(failure);
        }
    }

    private void Guard(Action append)
    {
        try
        {
            append();
        }
        catch (IntakeUnavailableException failure)
        {
            throw Failed(failure);
        }
    }

    private RecordingException Failed(IntakeUnavailableException failure)
    {
        metrics.AuditFailed();
        return new RecordingException(failure.Message, failure);
    }
}
