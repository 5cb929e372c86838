using System.Text;
using Npgsql;
using NpgsqlTypes;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Postgres;

/// <summary>Writes the frames of a batch that the store does not have, and what the catalog gets of them, in one transaction.</summary>
internal sealed class BatchWriter(NpgsqlConnection connection, LedgerBatch batch)
{
    private const string InsertFrames = """
        INSERT INTO wireproxy.frames (ledger, day, position, kind, header, payload)
        SELECT $1, $2, * FROM unnest($3::bigint[], $4::smallint[], $5::bytea[], $6::bytea[])
        """;

    private const string InsertKeys = """
        INSERT INTO wireproxy.keys (ledger, day, session, position) SELECT $1, $2, * FROM unnest($3::bytea[], $4::bigint[])
        ON CONFLICT (ledger, day, session) DO UPDATE SET position = excluded.position
        """;

    private const string InsertChunks = """
        INSERT INTO wireproxy.chunks (ledger, day, session, ordinal, position, first_sequence, last_sequence, length)
        SELECT $1, $2, * FROM unnest($3::bytea[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::integer[])
        """;

    private const string UpsertSessions = $"""
        INSERT INTO wireproxy.sessions (ledger, day, {SessionColumns.Names}, last_sequence, last_ordinal, head)
        SELECT $1, $2, * FROM unnest($3::bytea[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[],
            $11::bigint[], $12::text[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[],
            $19::bigint[], $20::bigint[], $21::bytea[])
        ON CONFLICT (ledger, day, id) DO UPDATE SET endpoint = excluded.endpoint, protocol = excluded.protocol, client = excluded.client,
            "user" = excluded."user", database = excluded.database, application = excluded.application, started_at = excluded.started_at,
            ended_at = excluded.ended_at, end_reason = excluded.end_reason, statements = excluded.statements, denied = excluded.denied,
            masked = excluded.masked, rows = excluded.rows, bytes_from_client = excluded.bytes_from_client,
            bytes_to_client = excluded.bytes_to_client, last_sequence = excluded.last_sequence, last_ordinal = excluded.last_ordinal,
            head = excluded.head
        """;

    private const string InsertTexts = """
        INSERT INTO wireproxy.texts (ledger, day, digest, sql, kind, words) SELECT $1, $2, * FROM unnest($3::bytea[], $4::bytea[], $5::text[], $6::text[])
        ON CONFLICT DO NOTHING
        """;

    private const string InsertUses = """
        INSERT INTO wireproxy.session_texts (ledger, day, session, digest) SELECT $1, $2, * FROM unnest($3::bytea[], $4::bytea[])
        ON CONFLICT DO NOTHING
        """;

    private readonly byte[] _ledger = StoreValues.Bytes(batch.Ledger);

    /// <exception cref="AuditStoreException">The frames do not follow those that are there.</exception>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        long last = await LockAsync(cancellationToken);
        LedgerWrite[] writes = [.. batch.Writes.Where(write => write.Frame.Position > last)];
        if (writes.Length == 0)
            return;
        long next = last == 0 ? writes[0].Frame.Position : last + 1;
        foreach (LedgerWrite write in writes)
        {
            if (write.Frame.Position != next++)
                throw new AuditStoreException($"frame {write.Frame.Position} does not follow frame {next - 2}");
        }
        await WriteFramesAsync(writes, cancellationToken);
        await WriteCatalogAsync([.. writes.Where(write => write.Session is not null)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // The row's lock lets one writer at a time on: two of one ledger are a mistake that must not tear it.
    private async Task<long> LockAsync(CancellationToken cancellationToken)
    {
        await connection.Command(
            "INSERT INTO wireproxy.ledgers VALUES ($1, 0, '', '') ON CONFLICT DO NOTHING", _ledger).RunAsync(cancellationToken);
        return (await connection.Command("SELECT last_position FROM wireproxy.ledgers WHERE ledger = $1 FOR UPDATE", _ledger)
            .ReadAsync(row => row.GetInt64(0), cancellationToken))[0];
    }

    private async Task WriteFramesAsync(LedgerWrite[] writes, CancellationToken cancellationToken)
    {
        LedgerFrame[] frames = [.. writes.Select(write => write.Frame)];
        await Insert(InsertFrames)
            .With(NpgsqlDbType.Bigint, frames.Select(frame => frame.Position))
            .With(NpgsqlDbType.Smallint, frames.Select(frame => (short)frame.Kind))
            .With(NpgsqlDbType.Bytea, frames.Select(HeaderOf))
            .With(NpgsqlDbType.Bytea, frames.Select(frame => frame.Payload.ToArray()))
            .RunAsync(cancellationToken);
        LedgerFrame[] keys = [.. frames.Where(frame => frame.Kind == FrameKind.SessionKey && WrappedKey.IsOne(frame.Payload.Span))];
        if (keys.Length > 0)
        {
            await Insert(InsertKeys)
                .With(NpgsqlDbType.Bytea, keys.Select(frame => StoreValues.Bytes(WrappedKey.Session(frame.Payload.Span))))
                .With(NpgsqlDbType.Bigint, keys.Select(frame => frame.Position))
                .RunAsync(cancellationToken);
        }
        byte[]? head = frames.LastOrDefault(frame => frame.Kind == FrameKind.Head)?.Payload.ToArray();
        await connection.Command(
            "UPDATE wireproxy.ledgers SET last_position = $2, head = coalesce($3::bytea, head) WHERE ledger = $1",
            _ledger, frames[^1].Position, head).RunAsync(cancellationToken);
        await connection.Command(
            """
            INSERT INTO wireproxy.days VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (ledger, day) DO UPDATE SET last_position = excluded.last_position, bytes = days.bytes + excluded.bytes
            """,
            _ledger, batch.Day, frames[0].Position, frames[^1].Position, frames.Sum(frame => frame.Header.FrameSize)).RunAsync(cancellationToken);
    }

    private async Task WriteCatalogAsync(LedgerWrite[] writes, CancellationToken cancellationToken)
    {
        if (writes.Length == 0)
            return;
        SealedChunk[] chunks = [.. writes.Select(write => write.Session!.Chunk)];
        await Insert(InsertChunks)
            .With(NpgsqlDbType.Bytea, chunks.Select(chunk => StoreValues.Bytes(chunk.Session)))
            .With(NpgsqlDbType.Bigint, chunks.Select(chunk => chunk.Ordinal))
            .With(NpgsqlDbType.Bigint, writes.Select(write => write.Frame.Position))
            .With(NpgsqlDbType.Bigint, chunks.Select(chunk => chunk.FirstSequence))
            .With(NpgsqlDbType.Bigint, chunks.Select(chunk => chunk.LastSequence))
            .With(NpgsqlDbType.Integer, chunks.Select(chunk => chunk.Bytes.Length))
            .RunAsync(cancellationToken);
        // Of several chunks of a session the last says all; an upsert may meet each row once only.
        await WriteSessionsAsync([.. writes.Select(write => write.Session!).GroupBy(write => write.Session.Id).Select(group => group.Last())], cancellationToken);
        await WriteTextsAsync(writes, cancellationToken);
    }

    private Task WriteSessionsAsync(SessionWrite[] writes, CancellationToken cancellationToken)
    {
        SessionEntry[] sessions = [.. writes.Select(write => write.Session)];
        return Insert(UpsertSessions)
            .With(NpgsqlDbType.Bytea, sessions.Select(session => StoreValues.Bytes(session.Id)))
            .With(NpgsqlDbType.Text, sessions.Select(session => StoreValues.Text(session.Endpoint)))
            .With(NpgsqlDbType.Text, sessions.Select(session => StoreValues.Text(session.Protocol)))
            .With(NpgsqlDbType.Text, sessions.Select(session => StoreValues.Text(session.Client)))
            .With(NpgsqlDbType.Text, sessions.Select(session => StoreValues.Text(session.User)))
            .With(NpgsqlDbType.Text, sessions.Select(session => StoreValues.Text(session.Database)))
            .With(NpgsqlDbType.Text, sessions.Select(session => StoreValues.Text(session.Application)))
            .With(NpgsqlDbType.Bigint, sessions.Select(session => RecordHeader.Microseconds(session.StartedAt)))
            .With(NpgsqlDbType.Bigint, sessions.Select(session => session.EndedAt is { } ended ? RecordHeader.Microseconds(ended) : (long?)null))
            .With(NpgsqlDbType.Text, sessions.Select(session => StoreValues.Text(session.EndReason)))
            .With(NpgsqlDbType.Bigint, sessions.Select(session => session.Statements))
            .With(NpgsqlDbType.Bigint, sessions.Select(session => session.Denied))
            .With(NpgsqlDbType.Bigint, sessions.Select(session => session.Masked))
            .With(NpgsqlDbType.Bigint, sessions.Select(session => session.Rows))
            .With(NpgsqlDbType.Bigint, sessions.Select(session => session.BytesFromClient))
            .With(NpgsqlDbType.Bigint, sessions.Select(session => session.BytesToClient))
            .With(NpgsqlDbType.Bigint, writes.Select(write => write.Chunk.LastSequence))
            .With(NpgsqlDbType.Bigint, writes.Select(write => write.Chunk.Ordinal))
            .With(NpgsqlDbType.Bytea, writes.Select(write => StoreValues.Bytes(write.Chunk.Hash)))
            .RunAsync(cancellationToken);
    }

    private async Task WriteTextsAsync(LedgerWrite[] writes, CancellationToken cancellationToken)
    {
        (SessionId Session, StatementText Text)[] uses =
            [.. writes.SelectMany(write => write.Session!.Texts.Select(text => (write.Session.Session.Id, text))).DistinctBy(use => (use.Id, use.text.Digest))];
        if (uses.Length == 0)
            return;
        StatementText[] texts = [.. uses.Select(use => use.Text).DistinctBy(text => text.Digest)];
        await Insert(InsertTexts)
            .With(NpgsqlDbType.Bytea, texts.Select(text => StoreValues.Bytes(text.Digest)))
            .With(NpgsqlDbType.Bytea, texts.Select(text => Encoding.UTF8.GetBytes(text.Sql)))
            .With(NpgsqlDbType.Text, texts.Select(text => StoreValues.Text(text.Kind)))
            .With(NpgsqlDbType.Text, texts.Select(text => SearchWords.Of(text.Sql)))
            .RunAsync(cancellationToken);
        await Insert(InsertUses)
            .With(NpgsqlDbType.Bytea, uses.Select(use => StoreValues.Bytes(use.Session)))
            .With(NpgsqlDbType.Bytea, uses.Select(use => StoreValues.Bytes(use.Text.Digest)))
            .RunAsync(cancellationToken);
    }

    private NpgsqlCommand Insert(string sql) => connection.Command(sql, _ledger, batch.Day);

    private static byte[] HeaderOf(LedgerFrame frame)
    {
        byte[] header = new byte[FrameHeader.Size];
        frame.Header.Write(header);
        return header;
    }
}
