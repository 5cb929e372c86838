using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores.Sqlite;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.Tests.Verification;

public sealed class AuditVerifierTests : IDisposable
{
    private readonly SignedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task What_was_written_is_intact_and_all_of_it_is_signed()
    {
        await _store.RecordAsync(3, 4);
        await _store.RecordAsync(2, 1);

        VerifyReport report = await _store.VerifyWithWitnessAsync();

        Assert.Equal([], report.Findings);
        Assert.Equal([], report.Notes);
        // Each run has a session of the proxy's own.
        Assert.Equal(7, report.Sessions);
        Assert.InRange(report.Chunks, 5 + 2, 50);
        Assert.Equal(report.Frames - 1, report.SignedFrames);
    }

    [Fact]
    public async Task A_store_without_keys_is_intact_and_said_to_be_unsigned_and_readable()
    {
        using var folder = new TempFolder();
        await RecordedFolder.RecordAsync(folder, "select 1\n", "select 2\n");

        await using var source = new FolderLedgerSource(folder.Path);
        VerifyReport report = await new AuditVerifier(source).RunAsync(new VerifyRequest(), default);
        VerifyReport held = await new AuditVerifier(source).RunAsync(new VerifyRequest { PublicKeys = [_store.PublicKey] }, default);

        Assert.Equal([], report.Findings);
        Assert.Contains(report.Notes, note => note.Contains("not signed", StringComparison.Ordinal));
        Assert.Contains(report.Notes, note => note.Contains("encrypted", StringComparison.Ordinal));
        Assert.Contains(held.Findings, finding => finding.Kind == FindingKind.NotSigned);
    }

    [Fact]
    public async Task Texts_that_come_again_after_a_restart_are_intact_and_a_changed_one_is_found()
    {
        using var folder = new TempFolder();
        const string Several = "select 1\nselect 2\nselect '\u0001\uE000\u0001'\nselect 3\n";
        await RecordedFolder.RecordAsync(folder, Several, Several, "select 2\n");
        await RecordedFolder.RecordAsync(folder, Several, "select 3\nselect 4\n");
        await using var source = new FolderLedgerSource(folder.Path);
        Assert.Equal([], (await new AuditVerifier(source).RunAsync(new VerifyRequest(), default)).Findings);

        using (SqliteDatabase database = SqliteDatabase.Open(RecordedFolder.Catalog(folder), SqliteAccess.ReadWrite))
            database.Execute("UPDATE texts SET sql = replace(sql, 'select 1', 'select 9') WHERE key = (SELECT min(key) FROM texts WHERE instr(sql, 'select 1') > 0)");
        VerifyReport changed = await new AuditVerifier(source).RunAsync(new VerifyRequest(), default);
        Assert.Contains(changed.Findings, finding => finding.Kind == FindingKind.Catalog);
    }

    [Fact]
    public async Task A_bundle_of_texts_that_was_put_in_besides_is_found()
    {
        using var folder = new TempFolder();
        await RecordedFolder.RecordAsync(folder, "select 1\nselect 2\nselect 3\n");
        var bundle = new TextBundle();
        foreach (string sql in (string[])["select 3", "select 2"])
            bundle.Add(StatementText.Of(sql, kind: null));
        using (SqliteDatabase database = SqliteDatabase.Open(RecordedFolder.Catalog(folder), SqliteAccess.ReadWrite))
        {
            using var texts = new TextTable(database);
            texts.Use([bundle.Take()!], session: database.Scalar("SELECT session FROM session_texts WHERE text = (SELECT key FROM texts WHERE instr(sql, 'select 3') > 0)"));
        }

        await using var source = new FolderLedgerSource(folder.Path);
        VerifyReport report = await new AuditVerifier(source).RunAsync(new VerifyRequest(), default);
        Assert.Contains(report.Findings, finding => finding is { Kind: FindingKind.Catalog } && finding.Message.Contains("did not run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_is_being_written_is_intact()
    {
        await using AuditLog log = await _store.OpenAsync();
        await SignedStore.RecordAsync(log, 2, 3);
        log.BeginSession(RecordedFolder.Header).Append(RecordKind.ClientBytes, "select 1\n"u8);
        await log.FlushAsync(default);

        Assert.Equal([], (await _store.VerifyAsync()).Findings);
        string ledger = DayFiles.Ledger(_store.Path, DayFiles.List(_store.Path)[0]);
        using (var file = new FileStream(ledger, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Seek(0, SeekOrigin.End);
            file.Write(new byte[50]);
        }
        VerifyReport report = await _store.VerifyAsync();
        Assert.Equal([], report.Findings);
        Assert.Contains(report.Notes, note => note.Contains("is writing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_was_put_back_is_found_by_the_witness_and_only_by_it()
    {
        await _store.RecordAsync(2, 2);
        string earlier = _store.Copy("earlier");
        await _store.RecordAsync(2, 2);

        Assert.Equal([], (await _store.VerifyAsync(earlier)).Findings);
        Finding found = Assert.Single((await _store.VerifyWithWitnessAsync(earlier)).Findings);
        Assert.Equal(FindingKind.CutOff, found.Kind);
        Assert.Contains("witness", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_the_witness_does_not_know_is_found()
    {
        await _store.RecordAsync(1, 1);
        using var other = new SignedStore();
        await other.RecordAsync(1, 1);

        VerifyReport report = await _store.VerifyAsync(other.Path, new VerifyRequest
        {
            Witnessed = [.. File.ReadLines(_store.WitnessFile).Select(WitnessLine.Read).OfType<SignedHead>()],
        });

        Assert.Contains(report.Findings, finding => finding.Kind == FindingKind.CutOff);
    }

    [Fact]
    public async Task A_store_of_which_every_day_was_taken_away_is_cut_off()
    {
        await _store.RecordAsync(2, 2);
        foreach (string file in Directory.GetFiles(_store.Path, "2*"))
            File.Delete(file);
        File.Delete(Path.Combine(_store.Path, "ledger-id"));

        Finding found = Assert.Single((await _store.VerifyAsync()).Findings);

        Assert.Equal(FindingKind.CutOff, found.Kind);
    }

    [Fact]
    public async Task A_store_that_another_key_signed_is_not_the_auditors()
    {
        using var other = new SignedStore();
        await other.RecordAsync(2, 2);

        Assert.Contains((await _store.VerifyAsync(other.Path)).Findings, finding => finding.Kind == FindingKind.NotSigned);
    }

    [Fact]
    public async Task A_stolen_key_of_today_can_not_sign_another_yesterday()
    {
        await _store.RecordAsync(2, 2);
        await _store.RecordAsync(1, 1);
        // The thief has the key file and writes a store of his own from the start, under the old store's keychain.
        using var forged = new TempFolder();
        SigningKey stolen = SigningKey.Load(_store.KeyFile);
        Assert.True(stolen.Epoch > 1);
        var options = new AuditLogOptions { Path = forged.Path, Signing = stolen };

        await Assert.ThrowsAsync<AuditKeyException>(() => RecordedFolder.RecordAsync(options, "select 1\n"));

        File.Copy(DayFiles.Keychain(_store.Path), DayFiles.Keychain(forged.Path), overwrite: true);
        File.Copy(Path.Combine(_store.Path, "ledger-id"), Path.Combine(forged.Path, "ledger-id"), overwrite: true);
        foreach (string file in Directory.GetFiles(forged.Path, "*.ledger").Concat(Directory.GetFiles(forged.Path, "*.db*")))
            File.Delete(file);
        await RecordedFolder.RecordAsync(options with { Signing = SigningKey.Load(_store.KeyFile) }, "select 1\n");
        Assert.NotEmpty((await _store.VerifyAsync(forged.Path)).Findings);
    }

    [Fact]
    public async Task The_key_steps_and_each_is_vouched_for_by_the_one_before()
    {
        await _store.RecordAsync(1, 5);

        Keychain keychain = Keychain.Read(await File.ReadAllBytesAsync(DayFiles.Keychain(_store.Path)))!;

        Assert.True(keychain.Entries.Count > 3);
        Assert.Equal(_store.PublicKey.ToArray(), keychain.Entries[0].PublicKey.ToArray());
        using SigningKey now = SigningKey.Load(_store.KeyFile);
        Assert.Equal(keychain.Last!.PublicKey.ToArray(), now.PublicKey.ToArray());
        Assert.Equal(keychain.Last.Epoch, now.Epoch);
    }

    [Fact]
    public async Task One_session_is_verified_alone()
    {
        List<SessionId> sessions = await _store.RecordAsync(3, 3);
        string ledger = DayFiles.Ledger(_store.Path, DayFiles.List(_store.Path)[0]);
        byte[] bytes = await File.ReadAllBytesAsync(ledger);
        int at = LastChunkOf(bytes, sessions[1]);
        bytes[at + 200] ^= 4;
        await File.WriteAllBytesAsync(ledger, bytes);

        VerifyReport other = await _store.VerifyAsync(null, new VerifyRequest { PublicKeys = [_store.PublicKey], Session = sessions[0] });
        VerifyReport bad = await _store.VerifyAsync(null, new VerifyRequest { PublicKeys = [_store.PublicKey], Session = sessions[1] });

        Assert.Equal([], other.Findings);
        Finding found = Assert.Single(bad.Findings);
        Assert.Equal((FindingKind.Changed, sessions[1]), (found.Kind, found.Session));
    }

    private static int LastChunkOf(byte[] ledger, SessionId session)
    {
        byte[] id = new byte[SessionId.Size];
        session.Write(id);
        int at = -1;
        for (int next = ledger.AsSpan().IndexOf("WPCHUNK2"u8); next >= 0;)
        {
            if (ledger.AsSpan(next + 16, SessionId.Size).SequenceEqual(id))
                at = next;
            int more = ledger.AsSpan(next + 8).IndexOf("WPCHUNK2"u8);
            next = more < 0 ? -1 : next + 8 + more;
        }
        return at;
    }
}
