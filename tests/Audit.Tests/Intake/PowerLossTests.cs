using System.Globalization;
using System.Text;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit.Tests.Intake;

public sealed class PowerLossTests : IDisposable
{
    private const int Sessions = 4;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task With_power_durability_nothing_that_was_passed_on_is_lost_with_the_power()
    {
        for (int seed = 1; seed <= 12; seed++)
            Assert.Equal(0, await CountLostAsync(Durability.Power, seed));
    }

    // Without this the test above would not show that anything can be lost.
    [Fact]
    public async Task With_process_durability_the_loss_of_power_takes_what_was_not_sealed()
    {
        long lost = 0;
        for (int seed = 1; seed <= 4; seed++)
            lost += await CountLostAsync(Durability.Process, seed);
        Assert.True(lost > 0);
    }

    private async Task<long> CountLostAsync(Durability durability, int seed)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{durability}{seed}");
        string written = Path.Combine(_folder.Path, name), left = Path.Combine(_folder.Path, name + "-left");
        var disk = new PowerDisk();
        var random = new Random(seed);
        var options = new AuditLogOptions
        {
            Path = written,
            Durability = durability,
            SegmentFiles = disk,
            SegmentBytes = 256 << 10,
            ChunkAge = TimeSpan.FromMilliseconds(60),
        };
        Directory.CreateDirectory(written);
        Dictionary<SessionId, int> passedOn;
        await using (AuditLog log = await AuditLog.OpenAsync(
            options, () => SqliteAuditStore.Open(written, new CatalogSource(keys: null), disk), new LineIndexers(), TimeProvider.System, default))
        {
            Writer[] writers = [.. Enumerable.Range(0, Sessions).Select(_ => new Writer(log.BeginSession(RecordedFolder.Header)))];
            Task writing = Task.WhenAll(writers.Select(writer => Task.Run(writer.RunAsync)));
            await Task.Delay(random.Next(100, 400));
            passedOn = writers.ToDictionary(writer => writer.Session, writer => writer.PassedOn);
            disk.CutPower(written, left, random);
            foreach (Writer writer in writers)
                writer.Stop();
            await writing;
        }
        Assert.True(passedOn.Values.Sum() > 0);
        return await CountLostAsync(left, passedOn);
    }

    private static async Task<long> CountLostAsync(string folder, Dictionary<SessionId, int> passedOn)
    {
        await (await RecordedFolder.OpenAsync(new AuditLogOptions { Path = folder })).DisposeAsync();
        await using AuditArchive archive = AuditArchive.Open(folder);
        long lost = 0;
        foreach ((SessionId session, int count) in passedOn)
        {
            bool isThere = (await archive.FindSessionsAsync(session.ToString(), 1, default)).Count == 1;
            List<StoredRecord> records = isThere ? await AuditLogTests.RecordsAsync(archive, session) : [];
            string[] lines = Encoding.ASCII.GetString(AuditLogTests.Bytes(records, RecordKind.ClientBytes)).Split('\n')[..^1];
            AssertContinuous(records);
            lost += Math.Max(0, count - lines.Length);
        }
        return lost;
    }

    // Each record follows the one before, unless a record says that some were lost.
    private static void AssertContinuous(List<StoredRecord> records)
    {
        long next = 1;
        foreach (StoredRecord record in records)
        {
            Assert.Equal(next, record.Header.Sequence);
            SessionEvent? happened = record.Kind == RecordKind.Event ? RecordPayload.ReadEvent(record.Bytes.Span) : null;
            next = happened is { Name: "records lost" } ? 1 + long.Parse(happened.Detail!.Split(' ')[^1], CultureInfo.InvariantCulture) : next + 1;
        }
    }

    private sealed class Writer(SessionLog log)
    {
        private volatile int _passedOn;
        private volatile bool _stopped;

        public SessionId Session => log.Id;

        /// <summary>Statements whose recording was said to be durable.</summary>
        public int PassedOn => _passedOn;

        public void Stop() => _stopped = true;

        public async Task RunAsync()
        {
            for (int number = 1; !_stopped; number++)
            {
                log.Append(RecordKind.ClientBytes, Encoding.ASCII.GetBytes($"{number} {new string('x', number % 700)}\n"));
                await log.MakeDurableAsync(default);
                _passedOn = number;
                await Task.Yield();
            }
            log.End("stopped");
        }
    }
}
