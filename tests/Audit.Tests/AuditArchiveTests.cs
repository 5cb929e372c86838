using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit.Tests;

public sealed class AuditArchiveTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("DELETE FROM chunks WHERE ordinal = 2", "chunk 2")]
    [InlineData("DELETE FROM chunks WHERE ordinal = 1", "chunk 1")]
    [InlineData("UPDATE chunks SET ordinal = 9 WHERE ordinal = 2; UPDATE chunks SET ordinal = 2 WHERE ordinal = 3; UPDATE chunks SET ordinal = 3 WHERE ordinal = 9", "chunk 2")]
    [InlineData("UPDATE chunks SET payload_at = payload_at + 8 WHERE ordinal = 3", "chunk 3")]
    public async Task A_chunk_that_the_catalog_gives_wrongly_is_found(string tampering, string named)
    {
        SessionId session = await RecordAsync();
        using (SqliteDatabase database = SqliteDatabase.Open(DayFiles.Catalog(_folder.Path, Day), SqliteAccess.ReadWrite))
            database.Execute(tampering);

        await AssertFoundAsync(session, named);
    }

    [Fact]
    public async Task A_chunk_that_was_changed_is_found()
    {
        SessionId session = await RecordAsync();
        string ledger = DayFiles.Ledger(_folder.Path, Day);
        byte[] bytes = await File.ReadAllBytesAsync(ledger);
        bytes[bytes.AsSpan().IndexOf("xx2x"u8)] ^= 1;
        await File.WriteAllBytesAsync(ledger, bytes);

        await AssertFoundAsync(session, "chunk 3");
    }

    private DateOnly Day => DayFiles.List(_folder.Path)[^1];

    private async Task AssertFoundAsync(SessionId session, string named)
    {
        await using AuditArchive archive = AuditArchive.Open(_folder.Path);
        var found = await Assert.ThrowsAsync<AuditIntegrityException>(() => AuditLogTests.RecordsAsync(archive, session));
        Assert.Contains(named, found.Message, StringComparison.Ordinal);
        Assert.Contains(session.ToString(), found.Message, StringComparison.Ordinal);
    }

    private async Task<SessionId> RecordAsync()
    {
        var options = new AuditLogOptions { Path = _folder.Path };
        await using AuditLog log = await AuditLog.OpenAsync(options, new LineIndexers(), TimeProvider.System, default);
        SessionLog session = log.BeginSession(new SessionHeader("e", "Lines", "c"));
        for (int chunk = 0; chunk < 4; chunk++)
        {
            session.Append(RecordKind.ClientBytes, [.. "xx"u8, (byte)('0' + chunk), .. "x\n"u8]);
            await log.FlushAsync(default);
        }
        session.End("done");
        return session.Id;
    }
}
