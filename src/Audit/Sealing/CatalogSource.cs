using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Sealing;

/// <summary>Finds in frames what the catalog is to have of them: for a store whose catalog is behind its ledger.</summary>
/// <param name="keys">Needed for the texts of encrypted sessions.</param>
public sealed class CatalogSource(KeyRing? keys)
{
    private readonly Dictionary<SessionId, SessionKey> _sessionKeys = [];

    /// <summary>The session whose key must be learned before this frame can be read; null when it can.</summary>
    public SessionId? NeedsKey(LedgerFrame frame)
    {
        if (frame.Kind != FrameKind.Chunk)
            return null;
        ChunkHeader header = ChunkHeader.Read(frame.Payload.Span);
        return header.Sealing == ChunkSealing.AesGcm && !_sessionKeys.ContainsKey(header.Session) ? header.Session : null;
    }

    /// <exception cref="AuditKeyException">It can not be unwrapped.</exception>
    public void Learn(ReadOnlySpan<byte> wrapped)
    {
        if (!WrappedKey.IsOne(wrapped))
            return;
        SessionKey key = (keys ?? throw new AuditKeyException("the audit store is encrypted, and no key was given")).Unwrap(wrapped);
        if (_sessionKeys.Remove(WrappedKey.Session(wrapped), out SessionKey? known))
            known.Dispose();
        _sessionKeys.Add(WrappedKey.Session(wrapped), key);
    }

    /// <summary>What the catalog gets of a chunk; null of other frames.</summary>
    /// <exception cref="AuditIntegrityException">The chunk is none.</exception>
    /// <exception cref="AuditKeyException">It is encrypted and its key is missing.</exception>
    public SessionWrite? Read(LedgerFrame frame)
    {
        if (frame.Kind == FrameKind.SessionKey)
            Learn(frame.Payload.Span);
        if (frame.Kind != FrameKind.Chunk)
            return null;
        var content = new ChunkContent(frame.Payload.Span);
        ChunkHeader header = content.Header;
        SessionKey? key = _sessionKeys.GetValueOrDefault(header.Session);
        // Of a session whose key was zeroed the catalog has no texts either.
        StatementText[] texts = header.Sealing == ChunkSealing.AesGcm && key is null
            ? []
            : [.. content.ReadOutcomes(key).Select(statement => StatementText.Of(statement.Sql, statement.Kind)).Distinct()];
        var chunk = new SealedChunk(
            header.Session, header.Ordinal, header.FirstSequence, header.LastSequence, frame.Header.PayloadHash, frame.Payload);
        return new SessionWrite(content.ReadEntry().Entry, chunk, texts);
    }
}
