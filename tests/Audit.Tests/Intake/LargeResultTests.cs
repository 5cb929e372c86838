using System.Diagnostics;
using System.Globalization;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Tests.Intake;

public sealed class LargeResultTests : IDisposable
{
    private const int Megabytes = 1024;
    private const long MaxMemory = 192L << 20;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_result_of_a_gigabyte_is_recorded_in_a_fraction_of_that_memory()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath! : "dotnet")
        {
            ArgumentList =
            {
                "exec", typeof(LargeResultTests).Assembly.Location, LargeResultProgram.Verb, _folder.Path, Megabytes.ToString(CultureInfo.InvariantCulture),
            },
            RedirectStandardOutput = true,
        };
        using Process child = Process.Start(start)!;
        string peak = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();

        Assert.Equal(0, child.ExitCode);
        Assert.InRange(long.Parse(peak, CultureInfo.InvariantCulture), 1, MaxMemory);
        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        SessionEntry session = Assert.Single(await archive.ListSessionsAsync(new SessionQuery(), default));
        Assert.Equal((long)Megabytes << 20, session.BytesToClient);
        Assert.NotNull(session.EndedAt);
    }
}
