using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Tests.Intake;

public sealed class KillTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<(string Session, RecordKind Side), int> _acknowledged = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_acknowledged_record_is_in_the_store_once_after_the_process_was_killed()
    {
        // Later rounds recover what the one before left, and are killed at other moments, some while they recover.
        foreach (int milliseconds in (int[])[900, 350, 420, 150, 700, 260])
            await RunAndKillAsync(milliseconds);
        Assert.NotEmpty(_acknowledged);

        var options = new AuditLogOptions { Path = _folder.Path };
        await (await AuditLog.OpenAsync(options, new LineIndexers(), TimeProvider.System, default)).DisposeAsync();

        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        IReadOnlyList<SessionEntry> sessions = await archive.ListSessionsAsync(new SessionQuery(), default);
        Assert.Subset(sessions.Select(session => session.Id.ToString()).ToHashSet(), _acknowledged.Keys.Select(key => key.Session).ToHashSet());
        foreach (SessionEntry session in sessions)
            await CheckAsync(archive, session);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.Path, "intake"), "*.intake"));
    }

    private async Task CheckAsync(AuditArchive archive, SessionEntry session)
    {
        List<StoredRecord> records = await AuditLogTests.RecordsAsync(archive, session.Id);
        Assert.Equal(Enumerable.Range(1, records.Count).Select(n => (long)n), records.Select(record => record.Header.Sequence));
        Assert.Equal(RecordKind.SessionEnded, records[^1].Kind);
        Assert.Equal("the proxy stopped without ending the session", session.EndReason);
        foreach (RecordKind side in (RecordKind[])[RecordKind.ClientBytes, RecordKind.ServerBytes])
        {
            string[] lines = Encoding.ASCII.GetString(AuditLogTests.Bytes(records, side)).Split('\n');
            int[] whole = [.. lines[..^1].Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture))];
            Assert.Equal(Enumerable.Range(0, whole.Length), whole);
            Assert.True(whole.Length > _acknowledged.GetValueOrDefault((session.Id.ToString(), side), -1));
        }
        List<long> statements = [];
        await foreach (var statement in archive.ListStatementsAsync(session.Id, default))
            statements.Add(statement.Seq);
        Assert.Equal(Enumerable.Range(1, (int)session.Statements).Select(n => (long)n), statements);
    }

    private async Task RunAndKillAsync(int milliseconds)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath! : "dotnet")
        {
            ArgumentList = { "exec", typeof(KillTests).Assembly.Location, _folder.Path },
            RedirectStandardOutput = true,
        };
        using Process child = Process.Start(start)!;
        Task reading = ReadAcknowledgedAsync(child.StandardOutput);
        // On a busy machine the first program may need long to begin.
        for (var begin = Stopwatch.StartNew(); _acknowledged.IsEmpty && begin.Elapsed < TimeSpan.FromSeconds(30);)
            await Task.Delay(20);
        await Task.Delay(milliseconds);
        child.Kill();
        await child.WaitForExitAsync();
        await reading;
    }

    // Lines of several writers do not mix: each is one short write to the pipe. The last may be cut.
    private async Task ReadAcknowledgedAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            string[] parts = line.Split(' ');
            if (parts.Length == 3 && int.TryParse(parts[2], out int n))
                _acknowledged[(parts[0], Enum.Parse<RecordKind>(parts[1]))] = n;
        }
    }
}
