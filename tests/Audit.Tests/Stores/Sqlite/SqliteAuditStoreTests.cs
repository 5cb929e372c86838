using WireProxy.Audit.Stores;
using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit.Tests.Stores.Sqlite;

public sealed class SqliteAuditStoreTests : AuditStoreContract, IDisposable
{
    private readonly TempFolder _folder = new();

    protected override IAuditStore Open() => SqliteAuditStore.Open(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_without_a_store_can_not_be_read()
    {
        using var empty = new TempFolder();
        Assert.Throws<AuditStoreException>(() => SqliteAuditStore.OpenRead(empty.Path));
        Assert.Empty(Directory.GetFiles(empty.Path));
    }

    [Fact]
    public async Task A_reader_that_waits_does_not_keep_the_write_ahead_log_from_shrinking()
    {
        using var folder = new TempFolder();
        var options = new AuditLogOptions { Path = folder.Path };
        await using AuditLog log = await AuditLog.OpenAsync(options, new LineIndexers(), TimeProvider.System, default);
        SessionLog session = log.BeginSession(new SessionHeader("e", "Lines", "c"));
        session.Append(WireProxy.Audit.Records.RecordKind.ServerBytes, new byte[1_000_000]);
        await log.FlushAsync(default);
        await using AuditArchive archive = AuditArchive.Open(folder.Path);
        await using var reading = archive.ReadRecordsAsync(session.Id, default).GetAsyncEnumerator();
        Assert.True(await reading.MoveNextAsync());

        using SqliteDatabase database = SqliteDatabase.Open(SqliteAuditStore.FileIn(folder.Path), SqliteAccess.ReadWrite);
        Assert.Equal(0, database.Scalar("PRAGMA wal_checkpoint(TRUNCATE)"));
        Assert.Equal(0, new FileInfo(SqliteAuditStore.FileIn(folder.Path) + "-wal").Length);
    }

    [Fact]
    public void A_store_of_a_later_version_is_refused()
    {
        using (SqliteDatabase database = SqliteDatabase.Open(SqliteAuditStore.FileIn(_folder.Path), SqliteAccess.ReadWrite))
            database.Execute("PRAGMA user_version = 2");

        var refused = Assert.Throws<AuditStoreException>(() => SqliteAuditStore.Open(_folder.Path));
        Assert.Contains("version 2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_alone()
    {
        using var other = new TempFolder();
        using (SqliteDatabase database = SqliteDatabase.Open(SqliteAuditStore.FileIn(other.Path), SqliteAccess.ReadWrite))
            database.Execute("CREATE TABLE theirs (x)");

        Assert.Throws<AuditStoreException>(() => SqliteAuditStore.Open(other.Path));
        using SqliteDatabase after = SqliteDatabase.Open(SqliteAuditStore.FileIn(other.Path), SqliteAccess.ReadOnly);
        Assert.Equal(1, after.Scalar("SELECT count(*) FROM sqlite_master"));
    }
}
