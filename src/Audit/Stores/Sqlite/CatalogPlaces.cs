using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>Whether a chunk and a key of each row stand in the day's ledger file where the catalog says.</summary>
internal sealed class CatalogPlaces(SqliteDatabase database, string ledger)
{
    public string? FindDamage()
    {
        using var frames = new LedgerScanner(ledger);
        return FindChunk(frames) is { } session ? $"the catalog gives a wrong place for a chunk of session {session}"
            : FindKey(frames) is { } owner ? $"the catalog gives a wrong place for the key of session {owner}"
            : null;
    }

    private SessionId? FindChunk(LedgerScanner frames)
    {
        using SqliteStatement rows = database.Prepare("SELECT s.id, c.position, c.payload_at FROM chunks c JOIN sessions s ON s.key = c.session");
        while (rows.Step())
        {
            if (!TryRead(frames, rows.Int64(2), FrameKind.Chunk, out FrameHeader header) || header.Position != rows.Int64(1))
                return rows.SessionId(0);
        }
        return null;
    }

    private SessionId? FindKey(LedgerScanner frames)
    {
        using SqliteStatement rows = database.Prepare("SELECT id, key_at FROM sessions WHERE key_at IS NOT NULL");
        while (rows.Step())
        {
            SessionId session = rows.SessionId(0);
            if (!TryRead(frames, rows.Int64(1), FrameKind.SessionKey, out FrameHeader header)
                || frames.ReadPayload(header) is var wrapped && (!WrappedKey.IsOne(wrapped) || WrappedKey.Session(wrapped) != session))
                return session;
        }
        return null;
    }

    private static bool TryRead(LedgerScanner frames, long payloadAt, FrameKind kind, out FrameHeader header)
    {
        header = default;
        if (payloadAt < LedgerFile.HeaderSize + FrameHeader.Size || payloadAt > frames.Length)
            return false;
        frames.Offset = payloadAt - FrameHeader.Size;
        return frames.TryRead(out header) && header.Kind == kind;
    }
}
