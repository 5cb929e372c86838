using System.Globalization;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Tests.Intake;

/// <summary>Records one large result, and says how much memory of its own that took.</summary>
internal static class LargeResultProgram
{
    public const string Verb = "large-result";

    private const int PieceBytes = 64 << 10;

    public static async Task<int> RunAsync(string folder, string megabytes)
    {
        long pieces = long.Parse(megabytes, CultureInfo.InvariantCulture) * (1 << 20) / PieceBytes;
        byte[] piece = new byte[PieceBytes];
        Array.Fill(piece, (byte)'x');
        piece[^1] = (byte)'\n';
        long peak = 0;
        await using (AuditLog log = await RecordedFolder.OpenAsync(new AuditLogOptions { Path = folder }))
        {
            SessionLog session = log.BeginSession(RecordedFolder.Header);
            for (long sent = 0; sent < pieces; sent++)
            {
                session.Append(RecordKind.ServerBytes, piece);
                await session.WaitForRoomAsync(default);
                if (sent % 256 == 0)
                    peak = Math.Max(peak, OwnMemory());
            }
            session.End("done");
            await log.FlushAsync(default);
            peak = Math.Max(peak, OwnMemory());
        }
        Console.WriteLine(peak.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    // Without the intake's mapped pages, which are the page cache's. "RssAnon:	   12345 kB"
    private static long OwnMemory() => long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal)).Split(' ', '\t')[^2],
        CultureInfo.InvariantCulture) << 10;
}
