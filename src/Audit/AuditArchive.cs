using System.Runtime.CompilerServices;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit;

/// <summary>Reads what was recorded, also while a proxy records. What is not in the store yet, about a second's worth, is not seen.</summary>
/// <param name="store">Where it is.</param>
/// <param name="keys">Needed for sessions that are encrypted.</param>
public sealed class AuditArchive(IAuditStore store, KeyRing? keys = null) : IAsyncDisposable
{
    /// <summary>Opens the embedded store of an audit folder.</summary>
    /// <exception cref="AuditStoreException">There is none, or another version wrote it.</exception>
    public static AuditArchive Open(string path, KeyRing? keys = null) => new(SqliteAuditStore.OpenRead(path), keys);

    public Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken) =>
        store.ListSessionsAsync(query, cancellationToken);

    /// <summary>The sessions whose id starts so: one when the prefix is long enough.</summary>
    public Task<IReadOnlyList<SessionEntry>> FindSessionsAsync(string idPrefix, int limit, CancellationToken cancellationToken) =>
        store.FindSessionsAsync(idPrefix, limit, cancellationToken);

    /// <summary>Sessions under legal hold, newest first.</summary>
    public async Task<IReadOnlyList<SessionEntry>> ListHeldAsync(CancellationToken cancellationToken)
    {
        List<SessionEntry> held = [];
        foreach (SessionId session in (await store.ListHeldAsync(cancellationToken)).OrderDescending())
            held.AddRange(await store.FindSessionsAsync(session.ToString(), 1, cancellationToken));
        return held;
    }

    /// <summary>A session's statements in order.</summary>
    /// <exception cref="AuditKeyException">The session is encrypted and the key is not there.</exception>
    /// <exception cref="AuditErasedException">The session was shredded.</exception>
    public async IAsyncEnumerable<StatementEntry> ListStatementsAsync(
        SessionId session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using SessionKey? key = await FindKeyAsync(session, cancellationToken);
        await foreach (SealedChunk chunk in store.ReadChunksAsync(session, ChunkParts.WithoutRecords, cancellationToken))
        {
            foreach (StatementEntry statement in Outcomes(chunk, key))
                yield return statement;
        }
    }

    /// <summary>A session's records in order.</summary>
    /// <exception cref="AuditIntegrityException">They are not what was written.</exception>
    /// <inheritdoc cref="ListStatementsAsync"/>
    public async IAsyncEnumerable<StoredRecord> ReadRecordsAsync(
        SessionId session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using SessionKey? key = await FindKeyAsync(session, cancellationToken);
        ChunkReader? reader = null;
        await foreach (SealedChunk chunk in store.ReadChunksAsync(session, ChunkParts.Whole, cancellationToken))
        {
            reader ??= new ChunkReader(key, await StartOfAsync(chunk, cancellationToken));
            reader.Open(chunk);
            while (Next(reader) is { } record)
                yield return record;
        }
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static StoredRecord? Next(ChunkReader reader) =>
        reader.TryRead(out AuditRecord record) ? new StoredRecord(record.Header, record.Bytes.ToArray()) : null;

    private static List<StatementEntry> Outcomes(SealedChunk chunk, SessionKey? key) =>
        ChunkContent.WithoutRecords(chunk.Bytes.Span).ReadOutcomes(key);

    private async Task<SessionKey?> FindKeyAsync(SessionId session, CancellationToken cancellationToken)
    {
        if (await store.FindKeyAsync(session, cancellationToken) is not { } wrapped)
            return null;
        KeyRing ring = keys ?? throw new AuditKeyException($"session {session} is encrypted, and no key was given");
        return ring.Unwrap(wrapped.Span);
    }

    private async Task<ChainStart> StartOfAsync(SealedChunk first, CancellationToken cancellationToken) =>
        first.Ordinal > 1 && await store.WasErasedAsync(first.Session, cancellationToken)
            ? ChainStart.WhereRetentionLeftOff
            : ChainStart.AtFirstChunk;
}
