using WireProxy.Audit.Records;

namespace WireProxy.Audit.Indexing;

/// <summary>
/// Turns one session's records into catalog entries. It sees every record of the session once, in order, on one thread at a
/// time. After a restart it is a new one and sees the session from its first record again.
/// </summary>
public interface ISessionIndexer
{
    /// <summary>Must not throw for any bytes: a session that makes no sense is still listed.</summary>
    void Read(in AuditRecord record, SessionIndex index);
}

/// <summary>Supplied by the program, which knows the protocols.</summary>
public interface ISessionIndexerFactory
{
    ISessionIndexer Create(SessionOpened opened);
}
