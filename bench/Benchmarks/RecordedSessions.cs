using System.Diagnostics;
using System.Globalization;
using System.Text;
using WireProxy.Audit;
using WireProxy.Audit.Records;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording;

namespace WireProxy.Benchmarks;

/// <summary>Fills an audit folder with small sessions, to search and to verify: a login, a few statements of thousands, an end.</summary>
internal static class RecordedSessions
{
    private const int Texts = 5000;
    private const int Waiting = 4;

    public static async Task RunAsync(string folder, int sessions)
    {
        var watch = Stopwatch.StartNew();
        await using (AuditLog log = await AuditLog.OpenAsync(new AuditLogOptions { Path = folder }, new SessionIndexers(), TimeProvider.System, CancellationToken.None))
        {
            for (int number = 0; number < sessions; number++)
            {
                Record(log, number);
                while (number % 64 == 0 && log.Health.WaitingSegments > Waiting)
                    await Task.Delay(5);
            }
            await log.FlushAsync(CancellationToken.None);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sessions} sessions in {watch.Elapsed.TotalSeconds:F0} s"));
    }

    private static void Record(AuditLog log, int number)
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
