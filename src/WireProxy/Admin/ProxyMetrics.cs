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
    private long _configurationReloads;
    private long _configurationRefusals;
    private long _configurationCurrent = 1;

    public long ConfigurationReloads => Volatile.Read(ref _configurationReloads);

    public long ConfigurationRefusals => Volatile.Read(ref _configurationRefusals);

    /// <summary>1 while the configuration that was loaded last is in force, 0 while it is wrong and an older one is.</summary>
    public long ConfigurationCurrent => Volatile.Read(ref _configurationCurrent);

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

    public void ConfigurationReloaded()
    {
        Interlocked.Increment(ref _configurationReloads);
        Volatile.Write(ref _configurationCurrent, 1);
    }

    public void ConfigurationRefused()
    {
        Interlocked.Increment(ref _configurationRefusals);
        Volatile.Write(ref _configurationCurrent, 0);
    }
}
