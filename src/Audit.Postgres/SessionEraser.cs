using Npgsql;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Postgres;

/// <summary>Destroys recordings. Frames that stay keep their header, so that the chain over them still holds.</summary>
internal sealed class SessionEraser(NpgsqlConnection connection)
{
    private const string ZeroChunks = """
        UPDATE wireproxy.frames f SET payload = decode(repeat('00', octet_length(payload)), 'hex') FROM wireproxy.chunks c
        WHERE f.ledger = c.ledger AND f.day = c.day AND f.position = c.position
        """;

    private const string ZeroKeys = """
        UPDATE wireproxy.frames f SET payload = decode(repeat('00', octet_length(payload)), 'hex') FROM wireproxy.keys k
        WHERE f.ledger = k.ledger AND f.day = k.day AND f.position = k.position
        """;

    private const string RemoveUnusedTexts = """
        DELETE FROM wireproxy.texts t WHERE ledger = $1 AND day = $2 AND NOT EXISTS (
            SELECT 1 FROM wireproxy.session_texts u WHERE u.ledger = t.ledger AND u.day = t.day AND u.digest = t.digest)
        """;

    private static readonly string[] Catalog = ["chunks", "keys", "session_texts", "texts", "sessions"];

    /// <summary>All of a day.</summary>
    public async Task EraseDayAsync(byte[] ledger, DateOnly day, CancellationToken cancellationToken)
    {
        foreach (string table in (string[])["frames", .. Catalog, "days"])
            await RunAsync($"DELETE FROM wireproxy.{table} WHERE ledger = $1 AND day = $2", cancellationToken, ledger, day);
    }

    /// <summary>Of a day what is not these sessions'.</summary>
    public async Task EraseDayButAsync(byte[] ledger, DateOnly day, IEnumerable<SessionId> kept, CancellationToken cancellationToken)
    {
        object?[] arguments = [ledger, day, kept.Select(StoreValues.Bytes).ToArray()];
        await RunAsync(ZeroChunks + " AND c.ledger = $1 AND c.day = $2 AND c.session <> ALL ($3)", cancellationToken, arguments);
        await RunAsync(ZeroKeys + " AND k.ledger = $1 AND k.day = $2 AND k.session <> ALL ($3)", cancellationToken, arguments);
        foreach (string table in (string[])["chunks", "keys", "session_texts"])
            await RunAsync($"DELETE FROM wireproxy.{table} WHERE ledger = $1 AND day = $2 AND session <> ALL ($3)", cancellationToken, arguments);
        await RunAsync("DELETE FROM wireproxy.sessions WHERE ledger = $1 AND day = $2 AND id <> ALL ($3)", cancellationToken, arguments);
        await RunAsync(RemoveUnusedTexts, cancellationToken, ledger, day);
    }

    /// <summary>A session's key; its chunks, too, where they are readable without one.</summary>
    public async Task ShredAsync(SessionId session, CancellationToken cancellationToken)
    {
        byte[] id = StoreValues.Bytes(session);
        List<(byte[] Ledger, DateOnly Day)> days = await connection.Command("SELECT ledger, day FROM wireproxy.sessions WHERE id = $1", id)
            .ReadAsync(row => (row.GetFieldValue<byte[]>(0), row.GetFieldValue<DateOnly>(1)), cancellationToken);
        // Byte 8 of a chunk says how it is sealed: 2 is encrypted (docs/audit-format.md, "Chunk").
        await RunAsync(ZeroChunks + " AND c.session = $1 AND get_byte(f.payload, 8) <> 2", cancellationToken, id);
        await RunAsync(ZeroKeys + " AND k.session = $1", cancellationToken, id);
        await RunAsync("DELETE FROM wireproxy.keys WHERE session = $1", cancellationToken, id);
        await RunAsync("DELETE FROM wireproxy.session_texts WHERE session = $1", cancellationToken, id);
        foreach ((byte[] ledger, DateOnly day) in days)
            await RunAsync(RemoveUnusedTexts, cancellationToken, ledger, day);
    }

    private Task RunAsync(string sql, CancellationToken cancellationToken, params object?[] arguments) =>
        connection.Command(sql, arguments).RunAsync(cancellationToken);
}
