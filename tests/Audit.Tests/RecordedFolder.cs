using System.Text;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit.Tests;

/// <summary>Recordings in an audit folder, for tests about what is done with them.</summary>
internal static class RecordedFolder
{
    public static SessionHeader Header { get; } = new("shop-pg", "Lines", "127.0.0.1:5000");

    public static Task<AuditLog> OpenAsync(TempFolder folder) => OpenAsync(new AuditLogOptions { Path = folder.Path });

    public static Task<AuditLog> OpenAsync(AuditLogOptions options, TimeProvider? time = null) =>
        AuditLog.OpenAsync(options, new LineIndexers(), time ?? TimeProvider.System, default);

    public static Task<SessionId> RecordAsync(TempFolder folder, params string[] lines) =>
        RecordAsync(new AuditLogOptions { Path = folder.Path }, lines);

    /// <summary>One session, a chunk for each line, in a log of its own.</summary>
    public static async Task<SessionId> RecordAsync(AuditLogOptions options, params string[] lines)
    {
        await using AuditLog log = await OpenAsync(options);
        return await RecordAsync(log, lines);
    }

    public static async Task<SessionId> RecordAsync(AuditLog log, params string[] lines)
    {
        SessionLog session = log.BeginSession(Header);
        foreach (string line in lines)
        {
            session.Append(RecordKind.ClientBytes, Encoding.UTF8.GetBytes(line));
            session.Append(RecordKind.ServerBytes, "ok\n"u8);
            await log.FlushAsync(default);
        }
        session.End("done");
        await log.FlushAsync(default);
        return session.Id;
    }

    /// <summary>The catalog file of the newest day.</summary>
    public static string Catalog(TempFolder folder) => DayFiles.Catalog(folder.Path, DayFiles.List(folder.Path)[^1]);

    public static string Ledger(TempFolder folder) => DayFiles.Ledger(folder.Path, DayFiles.List(folder.Path)[^1]);
}
