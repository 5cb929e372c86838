using System.Diagnostics;
using System.Globalization;
using System.Text;
using WireProxy.Audit;
using WireProxy.Audit.Records;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording;

namespace WireProxy.Benchmarks;

/// <summary>
/// Fills an audit folder to search and to verify it: with small sessions of a login, two statements of thousands and an end;
/// or with results of so many megabytes each.
/// </summary>
internal static class RecordedSessions
{
    private const int Texts = 5000;
    private const int Waiting = 4;

    public static async Task RunAsync(string folder, int sessions, int megabytes)
    {
        var watch = Stopwatch.StartNew();
        await using (AuditLog log = await AuditLog.OpenAsync(new AuditLogOptions { Path = folder }, new SessionIndexers(), TimeProvider.System, CancellationToken.None))
        {
            for (int number = 0; number < sessions; number++)
            {
                await RecordAsync(log, number, megabytes);
                while (number % 64 == 0 && log.Health.WaitingSegments > Waiting)
                    await Task.Delay(5);
            }
            await log.FlushAsync(CancellationToken.None);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sessions} sessions in {watch.Elapsed.TotalSeconds:F0} s"));
    }

    private static async Task RecordAsync(AuditLog log, int number, int megabytes)
    {
        SessionLog session = log.BeginSession(new SessionHeader("bench", "postgres", "127.0.0.1:5000"));
        session.Append(RecordKind.ClientBytes, Startup);
        session.Append(RecordKind.ServerBytes, Welcome);
        session.Append(new SessionIdentity($"user{number % 100}", "bench", "bench"));
        for (int statement = 0; statement < 2; statement++)
        {
            string sql = Sql((number * 7) + (statement * 13));
            session.Append(RecordKind.ClientBytes, new MessageWriter().Begin(FrontendMessageCode.Query).CString(sql).End());
            session.Append(RecordKind.ServerBytes, Reply);
        }
        byte[] rows = megabytes > 0 ? RowStream.Create(60) : [];
        for (long sent = 0; sent < (long)megabytes << 20; sent += rows.Length)
        {
            session.Append(RecordKind.ServerBytes, rows);
            await session.WaitForRoomAsync(CancellationToken.None);
        }
        session.End("client closed");
    }

    private static string Sql(int number) => string.Create(
        CultureInfo.InvariantCulture, $"SELECT c{number % 50}, name FROM table{number % Texts} WHERE id = {number % 10} AND state = 'open' ORDER BY name");

    private static byte[] Startup { get; } = new MessageWriter().BeginUntyped().Int32(196608)
        .CString("user").CString("bench").CString("database").CString("bench").Byte(0).End().ToArray();

    private static byte[] Welcome { get; } =
    [
        .. new MessageWriter().Begin(BackendMessageCode.Authentication).Int32(0).End(),
        .. new MessageWriter().Begin(BackendMessageCode.ReadyForQuery).Byte((byte)'I').End(),
    ];

    private static byte[] Reply { get; } =
    [
        .. new MessageWriter().Begin(BackendMessageCode.DataRow).Bytes(Encoding.Latin1.GetBytes("\0\u0002\0\0\0\u000612345\0\0\0\u0003Ada")).End(),
        .. new MessageWriter().Begin(BackendMessageCode.CommandComplete).CString("SELECT 1").End(),
        .. new MessageWriter().Begin(BackendMessageCode.ReadyForQuery).Byte((byte)'I').End(),
    ];
}
