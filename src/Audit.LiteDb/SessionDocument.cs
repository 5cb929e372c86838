using LiteDB;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.LiteDb;

/// <summary>A session's row of one day as a document, and back.</summary>
internal static class SessionDocument
{
    public static BsonDocument Write(DateOnly day, SessionWrite write)
    {
        SessionEntry session = write.Session;
        return new BsonDocument
        {
            [TableRanges.Id] = RowKey.Of(day, session.Id),
            [StoreTables.Other] = RowKey.Of(session.Id, day),
            ["endpoint"] = session.Endpoint,
            ["protocol"] = session.Protocol,
            ["client"] = session.Client,
            ["user"] = session.User,
            ["database"] = session.Database,
            ["application"] = session.Application,
            ["startedAt"] = RecordHeader.Microseconds(session.StartedAt),
            ["endedAt"] = session.EndedAt is { } ended ? RecordHeader.Microseconds(ended) : BsonValue.Null,
            ["endReason"] = session.EndReason,
            ["statements"] = session.Statements,
            ["denied"] = session.Denied,
            ["masked"] = session.Masked,
            ["rows"] = session.Rows,
            ["bytesFromClient"] = session.BytesFromClient,
            ["bytesToClient"] = session.BytesToClient,
            ["lastSequence"] = write.Chunk.LastSequence,
            ["lastOrdinal"] = write.Chunk.Ordinal,
            ["head"] = RowKey.Of(write.Chunk.Hash),
            ["unended"] = session.EndedAt is null,
        };
    }

    /// <exception cref="AuditIntegrityException">A value that no session can have.</exception>
    public static SessionEntry Read(BsonDocument row) => new()
    {
        Id = SessionOf(row),
        Endpoint = RequiredText(row, "endpoint"),
        Protocol = RequiredText(row, "protocol"),
        Client = RequiredText(row, "client"),
        User = Text(row, "user"),
        Database = Text(row, "database"),
        Application = Text(row, "application"),
        StartedAt = PartReader.Time(Number(row, "startedAt")),
        EndedAt = row["endedAt"].IsNull ? null : PartReader.Time(Number(row, "endedAt")),
        EndReason = Text(row, "endReason"),
        Statements = Number(row, "statements"),
        Denied = Number(row, "denied"),
        Masked = Number(row, "masked"),
        Rows = Number(row, "rows"),
        BytesFromClient = Number(row, "bytesFromClient"),
        BytesToClient = Number(row, "bytesToClient"),
    };

    public static StoredPosition ReadPosition(BsonDocument row) =>
        new(Number(row, "lastSequence"), Number(row, "lastOrdinal"), RowKey.DigestAt(row["head"], 0));

    public static SessionId SessionOf(BsonDocument row) => RowKey.SessionAt(row[TableRanges.Id], sizeof(int));

    public static DateOnly DayOf(BsonDocument row) => RowKey.DayAt(row[TableRanges.Id], 0);

    /// <summary>Whether its second key and its mark say what the rest of it says.</summary>
    public static bool IsConsistent(BsonDocument row) =>
        row[StoreTables.Other] == new BsonValue(RowKey.Of(SessionOf(row), DayOf(row))) && row["unended"] == new BsonValue(row["endedAt"].IsNull);

    /// <exception cref="AuditIntegrityException">It is no number.</exception>
    public static long Number(BsonDocument row, string field) => row[field].IsInt64 ? row[field].AsInt64 : throw Damaged();

    /// <exception cref="AuditIntegrityException">It is no text.</exception>
    public static string RequiredText(BsonDocument row, string field) => Text(row, field) ?? throw Damaged();

    /// <exception cref="AuditIntegrityException">It is neither a text nor null.</exception>
    public static string? Text(BsonDocument row, string field) => row[field] switch
    {
        { IsNull: true } => null,
        { IsString: true } text => text.AsString,
        _ => throw Damaged(),
    };

    private static AuditIntegrityException Damaged() => new("a row in the audit store is damaged");
}
