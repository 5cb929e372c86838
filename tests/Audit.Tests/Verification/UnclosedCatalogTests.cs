using WireProxy.Audit.Stores.Sqlite;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.Tests.Verification;

/// <summary>The catalog of a proxy that was killed: no hash of its file is in the ledger, so every column of it has to be compared.</summary>
public sealed class UnclosedCatalogTests : IDisposable
{
    private readonly SignedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Every_column_is_compared_with_the_ledger()
    {
        string killed = await KillAsync();
        string catalog = DayFiles.Catalog(killed, DayFiles.List(killed)[^1]);
        Assert.Equal([], (await _store.VerifyAsync(killed)).Findings);
        List<(string Table, string Column)> columns = Columns(catalog);
        Assert.True(columns.Count > 30);

        foreach ((string table, string column) in columns)
        {
            byte[] before = await File.ReadAllBytesAsync(catalog);
            using (SqliteDatabase database = SqliteDatabase.Open(catalog, SqliteAccess.ReadWrite))
                Change(database, table, column);

            VerifyReport report = await _store.VerifyAsync(killed);
            Assert.True(report.Findings.Any(finding => finding.Kind is FindingKind.Catalog or FindingKind.CutOff), $"{table}.{column} was changed");
            await File.WriteAllBytesAsync(catalog, before);
        }
    }

    [Theory]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON sessions BEGIN DELETE FROM sessions WHERE key = new.key; END")]
    [InlineData("CREATE VIEW v AS SELECT 1")]
    [InlineData("DROP INDEX session_texts_by_text")]
    public async Task What_was_put_into_it_or_taken_out_of_it_is_found(string change)
    {
        string killed = await KillAsync();
        using (SqliteDatabase database = SqliteDatabase.Open(DayFiles.Catalog(killed, DayFiles.List(killed)[^1]), SqliteAccess.ReadWrite))
            database.Execute(change);

        Assert.Equal(FindingKind.Catalog, Assert.Single((await _store.VerifyAsync(killed)).Findings).Kind);
    }

    private async Task<string> KillAsync()
    {
        await using AuditLog log = await _store.OpenAsync();
        await SignedStore.RecordAsync(log, 2, 3);
        string killed = _store.Copy("killed");
        string catalog = DayFiles.Catalog(killed, DayFiles.List(killed)[^1]);
        using SqliteDatabase database = SqliteDatabase.Open(catalog, SqliteAccess.ReadWrite);
        database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        database.Execute("PRAGMA journal_mode = DELETE");
        return killed;
    }

    private static List<(string Table, string Column)> Columns(string catalog)
    {
        using SqliteDatabase database = SqliteDatabase.Open(catalog, SqliteAccess.ReadWrite);
        using SqliteStatement statement = database.Prepare("""
            SELECT t.name, c.name FROM (VALUES ('ledger'), ('sessions'), ('chunks'), ('texts'), ('session_texts')) names
            JOIN sqlite_master t ON t.name = names.column1 JOIN pragma_table_info(t.name) c WHERE c.name NOT IN ('one', 'key')
            """);
        List<(string, string)> columns = [];
        while (statement.Step())
            columns.Add((statement.Text(0), statement.Text(1)));
        return columns;
    }

    // Of one row; a number becomes another number, a text another text, nothing something.
    private static void Change(SqliteDatabase database, string table, string column)
    {
        using SqliteStatement first = database.Prepare($"SELECT typeof({column}) FROM {table} ORDER BY 1 DESC LIMIT 1");
        Assert.True(first.Step());
        string type = first.Text(0);
        first.Reset();
        string value = type switch
        {
            "integer" => $"{column} + 1",
            "text" => $"{column} || 'x'",
            "blob" => $"CAST(substr({column}, 2) || X'00' AS BLOB)",
            _ => "'x'",
        };
        string rows = table is "chunks" or "session_texts"
            ? $"(session, {(table == "chunks" ? "ordinal" : "text")}) = (SELECT session, {(table == "chunks" ? "ordinal" : "text")} FROM {table} ORDER BY 1 DESC, 2 DESC LIMIT 1)"
            : $"rowid = (SELECT rowid FROM {table} WHERE typeof({column}) = '{type}' LIMIT 1)";
        database.Execute($"UPDATE {table} SET {column} = {value} WHERE {rows}");
    }
}
