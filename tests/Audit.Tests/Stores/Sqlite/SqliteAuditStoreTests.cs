using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Stores.Sqlite;
using WireProxy.Audit.Tests.Stores.Contract;

namespace WireProxy.Audit.Tests.Stores.Sqlite;

public sealed class SqliteAuditStoreTests : AuditStoreContract, IDisposable
{
    private readonly TempFolder _folder = new();

    protected override IAuditStore Open() => SqliteAuditStore.Open(_folder.Path, new CatalogSource(keys: null));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_without_a_store_can_not_be_read()
    {
        using var empty = new TempFolder();
        Assert.Throws<AuditStoreException>(() => SqliteAuditStore.OpenRead(empty.Path));
        Assert.Empty(Directory.GetFiles(empty.Path));
    }

    [Fact]
    public async Task Only_the_owner_can_read_what_holds_statements()
    {
        using var folder = new TempFolder();
        await using AuditLog log = await RecordedFolder.OpenAsync(folder);
        await RecordedFolder.RecordAsync(log, "select 1\n");

        string[] files = [.. Directory.GetFiles(folder.Path, "20*"), .. Directory.GetFiles(folder.Path, "*.intake", SearchOption.AllDirectories)];
        Assert.True(files.Length >= 5);
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(file).UnixFileMode));
    }

    [Fact]
    public async Task What_stands_between_texts_that_share_a_row_is_not_found()
    {
        using var folder = new TempFolder();
        SessionId marked, controlled;
        await using (AuditLog log = await RecordedFolder.OpenAsync(folder))
        {
            await RecordedFolder.RecordAsync(log, "select 1\nselect 2\nselect 3\n");
            marked = await RecordedFolder.RecordAsync(log, "select '\uE000'\nselect 2\nselect 7\n");
            controlled = await RecordedFolder.RecordAsync(log, "select '\u0001'\nselect 8\nselect 9\n");
        }
        await using AuditArchive archive = AuditArchive.Open(folder.Path);
        async Task<SessionId[]> FindAsync(string sql) =>
            [.. (await archive.ListSessionsAsync(new SessionQuery { Sql = sql }, default)).Select(session => session.Id)];

        Assert.Equal([marked], await FindAsync("\uE000"));
        Assert.Equal([marked], await FindAsync("select '\uE000"));
        Assert.Empty(await FindAsync("1 \uE000"));
        Assert.Equal([controlled], await FindAsync("\u0001"));
        Assert.Empty(await FindAsync("\u0001\uE000"));
        Assert.Equal(2, (await FindAsync("select 2")).Length);
    }

    [Fact]
    public async Task A_reader_that_waits_does_not_keep_the_write_ahead_log_from_shrinking()
    {
        using var folder = new TempFolder();
        await using AuditLog log = await RecordedFolder.OpenAsync(folder);
        SessionLog session = log.BeginSession(RecordedFolder.Header);
        session.Append(RecordKind.ServerBytes, new byte[1_000_000]);
        await log.FlushAsync(default);
        await using AuditArchive archive = AuditArchive.Open(folder.Path);
        await using var reading = archive.ReadRecordsAsync(session.Id, default).GetAsyncEnumerator();
        Assert.True(await reading.MoveNextAsync());

        string catalog = RecordedFolder.Catalog(folder);
        using SqliteDatabase database = SqliteDatabase.Open(catalog, SqliteAccess.ReadWrite);
        Assert.Equal(0, database.Scalar("PRAGMA wal_checkpoint(TRUNCATE)"));
        Assert.Equal(0, new FileInfo(catalog + "-wal").Length);
    }

    [Theory]
    [InlineData("PRAGMA user_version = 2", "version 2")]
    [InlineData("PRAGMA application_id = 7", "not an audit catalog")]
    public async Task A_catalog_of_a_later_version_or_another_program_is_refused(string change, string said)
    {
        using var folder = new TempFolder();
        await RecordedFolder.RecordAsync(folder, "select 1\n");
        using (SqliteDatabase database = SqliteDatabase.Open(RecordedFolder.Catalog(folder), SqliteAccess.ReadWrite))
            database.Execute(change);

        var refused = await Assert.ThrowsAsync<AuditStoreException>(() => RecordedFolder.RecordAsync(folder, "select 2\n"));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.Throws<AuditStoreException>(() => SqliteAuditStore.OpenRead(folder.Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_catalog_that_is_lost_or_no_database_any_more_comes_back_from_the_ledger(bool isLost)
    {
        using var folder = new TempFolder();
        await RecordedFolder.RecordAsync(folder, "select 1\n", "select 2\n");
        SessionEntry[] before = await ListAsync(folder);
        string catalog = RecordedFolder.Catalog(folder);
        File.Delete(catalog);
        if (!isLost)
            await File.WriteAllBytesAsync(catalog, [.. Enumerable.Repeat((byte)'x', 10_000)]);

        await (await RecordedFolder.OpenAsync(folder)).DisposeAsync();

        Assert.Equal(before, await ListAsync(folder));
        await using AuditArchive archive = AuditArchive.Open(folder.Path);
        Assert.Single(await archive.ListSessionsAsync(new SessionQuery { Sql = "select 2" }, default));
    }

    [Fact]
    public async Task What_a_torn_write_left_at_the_end_of_a_ledger_goes()
    {
        using var folder = new TempFolder();
        await RecordedFolder.RecordAsync(folder, "select 1\n");
        string ledger = RecordedFolder.Ledger(folder);
        byte[] whole = await File.ReadAllBytesAsync(ledger);
        foreach (byte[] torn in (byte[][])[[1, 2, 3], whole[16..300], [.. whole[16..112], .. new byte[200]]])
        {
            await File.WriteAllBytesAsync(ledger, [.. whole, .. torn]);
            await RecordedFolder.RecordAsync(folder, "select 2\n");
            whole = await File.ReadAllBytesAsync(ledger);
        }

        await using AuditArchive archive = AuditArchive.Open(folder.Path);
        Assert.Equal(4, (await archive.ListSessionsAsync(new SessionQuery(), default)).Count);
    }

    [Fact]
    public async Task A_ledger_that_is_shorter_than_its_catalog_knows_it_is_refused()
    {
        using var folder = new TempFolder();
        await RecordedFolder.RecordAsync(folder, "select 1\n");
        string ledger = RecordedFolder.Ledger(folder);
        await File.WriteAllBytesAsync(ledger, (await File.ReadAllBytesAsync(ledger))[..400]);

        var refused = await Assert.ThrowsAsync<AuditStoreException>(() => RecordedFolder.OpenAsync(folder));
        Assert.Contains("shorter", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<SessionEntry[]> ListAsync(TempFolder folder)
    {
        await using AuditArchive archive = AuditArchive.Open(folder.Path);
        return [.. await archive.ListSessionsAsync(new SessionQuery(), default)];
    }
}
