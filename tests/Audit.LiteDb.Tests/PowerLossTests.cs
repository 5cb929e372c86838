using WireProxy.Audit.Ledger;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Tests.Stores.Contract;

namespace WireProxy.Audit.LiteDb.Tests;

/// <summary>What a write returned for is on the disk, wherever the power goes off: LiteDB by itself flushes no commit.</summary>
public sealed class PowerLossTests : StoreUnderTest, IDisposable
{
    private const int Seed = 20261121;

    private readonly Audit.Tests.TempFolder _folder = new();

    protected override IAuditStore Open() => new LiteDbStore().Open(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whatever_a_write_returned_for_is_there_after_a_loss_of_power_at_any_moment()
    {
        SessionEntry session = Session("alice");
        LedgerBatch[] batches = [.. Enumerable.Range(0, 6).Select(at => Batch(Write(session, at * 3 + 1, at * 3 + 3, $"select {at}", "select x")))];
        var unlimited = new PowerSupply(int.MaxValue);
        Assert.Equal(6, (await RunAsync(unlimited, new Disk(), batches)).Acknowledged);
        var random = new Random(Seed);
        for (int operations = 1; operations < unlimited.Used; operations += random.Next(1, 4))
        {
            var power = new PowerSupply(operations);
            (Disk disk, int acknowledged) = await RunAsync(power, new Disk(), batches);
            Disk after = disk.AfterLoss(random);

            Assert.Equal(6, (await RunAsync(new PowerSupply(int.MaxValue), after, batches, atLeast: acknowledged)).Acknowledged);
        }
    }

    [Fact]
    public async Task What_could_not_be_written_is_written_when_it_is_tried_again()
    {
        SessionEntry session = Session("alice");
        LedgerBatch[] batches = [.. Enumerable.Range(0, 6).Select(at => Batch(Write(session, at * 3 + 1, at * 3 + 3, $"select {at}")))];
        var unlimited = new PowerSupply(int.MaxValue);
        await RunAsync(unlimited, new Disk(), batches);
        var random = new Random(Seed);
        for (int operations = 1; operations < unlimited.Used; operations += random.Next(1, 6))
        {
            var disk = new Disk();
            disk.PowerOn(new PowerSupply(operations, refusals: random.Next(1, 4)));
            await using LiteDbAuditStore store = OpenStore(disk);
            foreach (LedgerBatch batch in batches)
                await RetryAsync(() => store.WriteAsync(batch, default));
            await RetryAsync(() => AssertChunksAsync(store, batches));
        }
        // LiteDB's finalizers must find nothing that a failure left.
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    // Batches that are there are passed over, so that a proxy that starts again may bring all of them.
    private async Task<(Disk Disk, int Acknowledged)> RunAsync(PowerSupply power, Disk disk, LedgerBatch[] batches, int atLeast = 0)
    {
        int acknowledged = 0;
        disk.PowerOn(power);
        LiteDbAuditStore store = OpenStore(disk);
        try
        {
            IReadOnlyList<LedgerFrame> state = await store.ReadStateAsync(Ledger, default);
            long there = state.Count == 0 ? 0 : state[^1].Position;
            Assert.True(there >= (atLeast == 0 ? 0 : batches[atLeast - 1].Writes[^1].Frame.Position), $"frame {there} is the last, {atLeast} batches were acknowledged");
            foreach (LedgerBatch batch in batches)
            {
                await store.WriteAsync(batch, default);
                acknowledged++;
                // Erasing nothing empties the log into the file.
                if (acknowledged % 2 == 0)
                    await store.ShredAsync(Records.SessionId.Create(Start), default);
            }
            await AssertChunksAsync(store, batches);
        }
        catch (AuditStoreException) when (power.IsOff)
        {
        }
        await store.DisposeAsync();
        return (disk, acknowledged);
    }

    private LiteDbAuditStore OpenStore(Disk disk) => new(new StoreFile(_folder.Path, StoreAccess.Write, (path, _) => disk.Open(path)));

    private static async Task RetryAsync(Func<Task> action)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                await action();
                return;
            }
            catch (AuditStoreException) when (tries < 5)
            {
                // The power comes back; nothing else may go wrong.
            }
        }
    }

    private static async Task AssertChunksAsync(LiteDbAuditStore store, LedgerBatch[] batches)
    {
        List<Sealing.SealedChunk> chunks = await ToListAsync(store.ReadChunksAsync(batches[0].Writes[^1].Session!.Session.Id, ChunkParts.Whole, default));
        Assert.Equal(batches.Select(batch => batch.Writes[^1].Session!.Chunk.Hash), chunks.Select(chunk => Records.Digest.Of(chunk.Bytes.Span)));
    }

    /// <summary>The store's two files.</summary>
    private sealed class Disk
    {
        public byte[] Data { get; private set; } = [];

        public byte[] Log { get; private set; } = [];

        private PowerFile? DataFile { get; set; }

        private PowerFile? LogFile { get; set; }

        public void PowerOn(PowerSupply power)
        {
            DataFile = new PowerFile(power, Data);
            LogFile = new PowerFile(power, Log);
        }

        public PowerFile Open(string path) => Path.GetFileName(path) == OpenDatabase.FileName ? DataFile! : LogFile!;

        public Disk AfterLoss(Random random) => new() { Data = DataFile!.AfterLoss(random, LossOf.Any), Log = LogFile!.AfterLoss(random, LossOf.TheLast) };
    }
}
