using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>Rows of the sessions table as entries.</summary>
internal static class SessionRows
{
    /// <summary>The columns that <see cref="Read"/> takes, from 0.</summary>
    public const string Columns = """
        id, endpoint, protocol, client, user, database, application, started_at, ended_at, end_reason,
        statements, denied, masked, rows, bytes_from_client, bytes_to_client
        """;

    /// <summary>How many they are, and so the number of the first column after them.</summary>
    public const int ColumnCount = 16;

    public static List<SessionEntry> ReadAll(SqliteStatement rows)
    {
        List<SessionEntry> sessions = [];
        while (rows.Step())
            sessions.Add(Read(rows));
        return sessions;
    }

    /// <exception cref="AuditIntegrityException">A value that no session can have.</exception>
    public static SessionEntry Read(SqliteStatement row) => new()
    {
        Id = row.SessionId(0),
        Endpoint = row.Text(1),
        Protocol = row.Text(2),
        Client = row.Text(3),
        User = row.NullableText(4),
        Database = row.NullableText(5),
        Application = row.NullableText(6),
        StartedAt = PartReader.Time(row.Int64(7)),
        EndedAt = row.NullableInt64(8) is { } ended ? PartReader.Time(ended) : null,
        EndReason = row.NullableText(9),
        Statements = row.Int64(10),
        Denied = row.Int64(11),
        Masked = row.Int64(12),
        Rows = row.Int64(13),
        BytesFromClient = row.Int64(14),
        BytesToClient = row.Int64(15),
    };
}
