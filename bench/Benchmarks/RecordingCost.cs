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
/// What recording costs in CPU time of the whole process, from the append to the store: small statements at a steady pace,
/// prepared ones and such whose texts all differ, and large results. Not a BenchmarkDotNet class, because most of the work is done by the sealer's own task.
/// </summary>
internal static class RecordingCost
{
    private const int Sessions = 16;
    private const int StatementsPerPause = 32;
    private const int PausesPerSession = 8;
    private const int DistinctTexts = 1_000_000;

    public static async Task RunAsync(string[] arguments)
    {
        int statements = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 200_000;
        int megabytes = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1024;
        await MeasureAsync(statements / 4, megabytes / 8);
        (double prepared, double text, double megabyte) = await MeasureAsync(statements, megabytes);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"us CPU per small statement: {prepared:F2} prepared, {text:F2} with a text of its own; {megabyte:F2} ms CPU per MB of results"));
    }

    private static async Task<(double Prepared, double Text, double Megabyte)> MeasureAsync(int statements, int megabytes)
    {
        string folder = Directory.CreateTempSubdirectory("wireproxy-recording-").FullName;
        try
        {
            await using AuditLog log = await AuditLog.OpenAsync(
                new AuditLogOptions { Path = folder }, new SessionIndexers(), TimeProvider.System, CancellationToken.None);
            double prepared = await CpuAsync(log, () => SmallAsync(log, statements, Prepared));
            double text = await CpuAsync(log, () => SmallAsync(log, statements, Text));
            double large = megabytes == 0 ? 0 : await CpuAsync(log, () => LargeAsync(log, megabytes));
            return (prepared * 1e6 / statements, text * 1e6 / statements, large * 1e3 / Math.Max(1, megabytes));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> CpuAsync(AuditLog log, Func<Task> work)
    {
        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        await work();
        await log.FlushAsync(CancellationToken.None);
        self.Refresh();
        return (self.TotalProcessorTime - before).TotalSeconds;
    }

    // Sessions take turns, as when one loop carries many; the pauses let the sealer find work of about a second's age.
    private static async Task SmallAsync(AuditLog log, int statements, Func<int, byte[]> request)
    {
        SessionLog[] sessions = [.. Enumerable.Range(0, Sessions).Select(_ => Begin(log))];
        for (int done = 0; done < statements; done++)
        {
            SessionLog session = sessions[done % Sessions];
            byte[] bytes = request(done);
            session.Append(RecordKind.ClientBytes, bytes);
            session.Append(RecordKind.ServerBytes, bytes == Execution ? ExecutionReply : QueryReply);
            if (done % (StatementsPerPause * PausesPerSession) == 0)
                await Task.Delay(10);
        }
        foreach (SessionLog session in sessions)
            session.End("done");
    }

    private static byte[] Prepared(int number) => Execution;

    private static byte[] Text(int number) =>
        Client(FrontendMessageCode.Query, string.Create(CultureInfo.InvariantCulture, $"SELECT c FROM sbtest1 WHERE id={number % DistinctTexts}\0"));

    private static async Task LargeAsync(AuditLog log, int megabytes)
    {
        SessionLog session = Begin(log);
        byte[] rows = RowStream.Create(60);
        session.Append(RecordKind.ClientBytes, Client(FrontendMessageCode.Query, "SELECT id, name, card, note FROM bulk\0"));
        for (long sent = 0; sent < (long)megabytes << 20; sent += rows.Length)
        {
            session.Append(RecordKind.ServerBytes, rows);
            await session.WaitForRoomAsync(CancellationToken.None);
        }
        session.Append(RecordKind.ServerBytes, [.. Server(BackendMessageCode.CommandComplete, "SELECT 1\0"), .. Server(BackendMessageCode.ReadyForQuery, "I")]);
        session.End("done");
    }

    private static SessionLog Begin(AuditLog log)
    {
        SessionLog session = log.BeginSession(new SessionHeader("bench", "postgres", "127.0.0.1:5000"));
        var writer = new MessageWriter();
        session.Append(RecordKind.ClientBytes, writer.BeginUntyped().Int32(196608).CString("user").CString("bench").CString("database").CString("bench").Byte(0).End());
        session.Append(RecordKind.ServerBytes, [.. Server(BackendMessageCode.Authentication, "\0\0\0\0"), .. Server(BackendMessageCode.ReadyForQuery, "I")]);
        session.Append(RecordKind.ClientBytes, [.. Client(FrontendMessageCode.Parse, "p\0SELECT abalance FROM pgbench_accounts WHERE aid = $1;\0\0\0"), .. Client(FrontendMessageCode.Sync, "")]);
        session.Append(RecordKind.ServerBytes, [.. Server(BackendMessageCode.ParseComplete, ""), .. Server(BackendMessageCode.ReadyForQuery, "I")]);
        return session;
    }

    private static byte[] Execution { get; } =
    [
        .. Client(FrontendMessageCode.Bind, "\0p\0\0\u0001\0\0\0\u0001\0\0\0\u0006123456\0\0"), .. Client(FrontendMessageCode.Execute, "\0\0\0\0\0"),
        .. Client(FrontendMessageCode.Sync, ""),
    ];

    private static byte[] QueryReply { get; } =
    [
        .. Server(BackendMessageCode.DataRow, "\0\u0001\0\0\0\u0006-12345"), .. Server(BackendMessageCode.CommandComplete, "SELECT 1\0"),
        .. Server(BackendMessageCode.ReadyForQuery, "I"),
    ];

    private static byte[] ExecutionReply { get; } = [.. Server(BackendMessageCode.BindComplete, ""), .. QueryReply];

    private static byte[] Client(FrontendMessageCode code, string body) => new MessageWriter().Begin(code).Bytes(Encoding.Latin1.GetBytes(body)).End().ToArray();

    private static byte[] Server(BackendMessageCode code, string body) => new MessageWriter().Begin(code).Bytes(Encoding.Latin1.GetBytes(body)).End().ToArray();
}
