using LiteDB;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.LiteDb.Tests;

/// <summary>Whoever changes the file, with LiteDB or without, is found out.</summary>
public sealed class ChangeTests : IDisposable
{
    private const int Flips = 600;
    private const int Seed = 20261121;
    private const int PageSize = 8192;

    private readonly RecordedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("DELETE frames WHERE _id = 20480")]
    [InlineData("DELETE frames WHERE _id > 40000")]
    [InlineData("UPDATE frames SET header = payload WHERE _id = 20480")]
    [InlineData("UPDATE frames SET payload = header WHERE _id = 20480")]
    [InlineData("UPDATE sessions SET user = 'mallory'")]
    [InlineData("UPDATE sessions SET rows = 7.5")]
    [InlineData("UPDATE sessions SET unended = true")]
    [InlineData("DELETE sessions")]
    [InlineData("DELETE uses")]
    [InlineData("UPDATE texts SET sql = 'select 0'")]
    [InlineData("DELETE texts")]
    [InlineData("DELETE chunks")]
    [InlineData("UPDATE chunks SET first = INT64(2)")]
    [InlineData("DELETE keys")]
    [InlineData("DELETE days")]
    [InlineData("UPDATE days SET last = INT64(9)")]
    [InlineData("DELETE ledger")]
    [InlineData("UPDATE ledger SET head = keychain")]
    public async Task A_change_is_found(string change)
    {
        await RecordAsync();
        using (var database = new LiteDatabase(_store.Data))
            Assert.NotEqual(0, database.Execute(change).Current.AsInt32);

        Assert.True(await IsFoundAsync());
    }

    // A bit may be of what nobody reads any more: then all is read as it was. Pages of indexes are in docs/limitations.md.
    [Fact]
    public async Task A_flipped_bit_of_a_document_is_found_or_changes_nothing_that_is_read()
    {
        await RecordAsync();
        byte[] original = await File.ReadAllBytesAsync(_store.Data);
        string all = await DumpAsync();
        var random = new Random(Seed);
        int found = 0;
        for (int flip = 0; flip < Flips; flip++)
        {
            byte[] changed = [.. original];
            int at = NextOfDocuments(random, original);
            int bit = random.Next(8);
            changed[at] ^= (byte)(1 << bit);
            await File.WriteAllBytesAsync(_store.Data, changed);

            bool isFound = await IsFoundAsync().WaitAsync(TimeSpan.FromSeconds(30));
            found += isFound ? 1 : 0;
            Assert.True(isFound || await DumpAsync() == all, $"bit {bit} of byte {at % PageSize} of page {at / PageSize} was changed, and not found");
        }
        Assert.InRange(found, Flips / 2, Flips);
    }

    // Byte 4 of a page is its type, 4 is for documents. What is zero is mostly free.
    private static int NextOfDocuments(Random random, byte[] bytes)
    {
        int at = random.Next(bytes.Length);
        while (bytes[at] == 0 || bytes[at - at % PageSize + 4] != 4)
            at = random.Next(bytes.Length);
        return at;
    }

    private async Task RecordAsync()
    {
        await using AuditLog log = await _store.OpenAsync();
        await RecordedStore.RecordAsync(log, "select 1 from customers", "select 2 from orders", "delete from staff");
        await RecordedStore.RecordAsync(log, "select 3", "select 4");
        await log.DisposeAsync();
        Assert.Equal([], (await _store.VerifyAsync()).Findings);
    }

    private async Task<bool> IsFoundAsync()
    {
        try
        {
            return !(await _store.VerifyAsync()).IsIntact;
        }
        catch (Exception unreadable) when (unreadable is AuditIntegrityException or AuditStoreException)
        {
            return true;
        }
    }

    private async Task<string> DumpAsync()
    {
        await using AuditArchive archive = _store.OpenArchive();
        List<string> lines = [];
        foreach (SessionEntry session in await archive.ListSessionsAsync(new SessionQuery { Sql = "select" }, default))
            lines.Add($"found {session}");
        foreach (SessionEntry session in await archive.ListSessionsAsync(new SessionQuery(), default))
        {
            lines.Add($"{session}");
            await foreach (StoredRecord record in archive.ReadRecordsAsync(session.Id, default))
                lines.Add($"{record.Header} {Convert.ToHexString(record.Bytes.Span)}");
        }
        return string.Join('\n', lines);
    }
}
