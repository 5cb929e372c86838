using System.Data.Common;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Postgres;

/// <summary>Rows of the sessions table as entries.</summary>
internal static class SessionColumns
{
    /// <summary>The columns that <see cref="Read"/> takes, from 0.</summary>
    public const string Names = """
        id, endpoint, protocol, client, "user", database, application, started_at, ended_at, end_reason,
        statements, denied, masked, rows, bytes_from_client, bytes_to_client
        """;

    /// <summary>How many they are, and so the number of the first column after them.</summary>
    public const int Count = 16;

    /// <exception cref="AuditIntegrityException">A value that no session can have.</exception>
    public static SessionEntry Read(DbDataReader row) => new()
    {
        Id = SessionId(row, 0),
        Endpoint = StoreValues.Original(row.GetString(1))!,
        Protocol = StoreValues.Original(row.GetString(2))!,
        Client = StoreValues.Original(row.GetString(3))!,
        User = Text(row, 4),
        Database = Text(row, 5),
        Application = Text(row, 6),
        StartedAt = PartReader.Time(row.GetInt64(7)),
        EndedAt = row.IsDBNull(8) ? null : PartReader.Time(row.GetInt64(8)),
        EndReason = Text(row, 9),
        Statements = row.GetInt64(10),
        Denied = row.GetInt64(11),
        Masked = row.GetInt64(12),
        Rows = row.GetInt64(13),
        BytesFromClient = row.GetInt64(14),
        BytesToClient = row.GetInt64(15),
    };

    /// <exception cref="AuditIntegrityException">It is no session id.</exception>
    public static SessionId SessionId(DbDataReader row, int column) => row.GetFieldValue<byte[]>(column) is { Length: Records.SessionId.Size } bytes
        ? Records.SessionId.Read(bytes)
        : throw new AuditIntegrityException("a session id in the catalog is damaged");

    /// <exception cref="AuditIntegrityException">It is no digest.</exception>
    public static Digest Digest(DbDataReader row, int column) => row.GetFieldValue<byte[]>(column) is { Length: Records.Digest.Size } bytes
        ? Records.Digest.Read(bytes)
        : throw new AuditIntegrityException("a hash in the catalog is damaged");

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : StoreValues.Original(row.GetString(column));
}
