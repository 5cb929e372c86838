namespace WireProxy.Admin;

/// <summary>Counts over the life of the process. Added to once per session, batch or flush, never per frame.</summary>
internal sealed class ProxyMetrics
{
    private long _sessionsCurrent;
    private long _sessionsTotal;
    private long _loginsRefused;
    private long _statementsDenied;
    private long _bytesFromClients;
    private long _bytesToClients;
    private long _auditFailures;

    public long SessionsCurrent => Volatile.Read(ref _sessionsCurrent);

    public long SessionsTotal => Volatile.Read(ref _sessionsTotal);

    public long LoginsRefused => Volatile.Read(ref _loginsRefused);

    public long StatementsDenied => Volatile.Read(ref _statementsDenied);

    public long BytesFromClients => Volatile.Read(ref _bytesFromClients);

    public long BytesToClients => Volatile.Read(ref _bytesToClients);

    public long AuditFailures => Volatile.Read(ref _auditFailures);

    public void SessionStarted()
    {
        Interlocked.Increment(ref _sessionsCurrent);
        Interlocked.Increment(ref _sessionsTotal);
    }

    public void SessionEnded() => Interlocked.Decrement(ref _sessionsCurrent);

    public void LoginRefused() => Interlocked.Increment(ref _loginsRefused);

    public void StatementDenied() => Interlocked.Increment(ref _statementsDenied);

    public void ReceivedFromClient(long bytes) => Interlocked.Add(ref _bytesFromClients, bytes);

    public void SentToClient(long bytes) => Interlocked.Add(ref _bytesToClients, bytes);

    public void AuditFailed() => Interlocked.Increment(ref _auditFailures);
}
