using System.Globalization;
using System.Text;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Tests.Intake;

/// <summary>Appends from two threads per session until it is killed, and says what was acknowledged.</summary>
internal static class KilledProgram
{
    private const int Sessions = 4;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [string folder])
            return 2;
        var options = new AuditLogOptions { Path = folder, SegmentBytes = 1 << 20, ChunkAge = TimeSpan.FromMilliseconds(30) };
        await using AuditLog log = await AuditLog.OpenAsync(options, new LineIndexers(), TimeProvider.System, default);
        List<Task> writers = [];
        for (int i = 0; i < Sessions; i++)
        {
            SessionLog session = log.BeginSession(new SessionHeader("e", "Lines", "c"));
            writers.Add(Task.Run(() => AppendAsync(session, RecordKind.ClientBytes)));
            writers.Add(Task.Run(() => AppendAsync(session, RecordKind.ServerBytes)));
        }
        await Task.WhenAll(writers);
        return 0;
    }

    // Mostly small records, now and then one larger than a block, so that every kind of boundary is killed at.
    private static async Task AppendAsync(SessionLog session, RecordKind side)
    {
        await using var acknowledge = new StreamWriter(Console.OpenStandardOutput(), Encoding.ASCII, 64) { AutoFlush = true };
        for (int n = 0; ; n++)
        {
            int padding = n % 97 == 96 ? 40_000 : n * 37 % 300;
            session.Append(side, Encoding.ASCII.GetBytes(Line(n, padding)));
            await session.MakeDurableAsync(default);
            await acknowledge.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{session.Id} {side} {n}\n"));
        }
    }

    private static string Line(int n, int padding) => string.Create(CultureInfo.InvariantCulture, $"{n} {new string('.', padding)}\n");
}
