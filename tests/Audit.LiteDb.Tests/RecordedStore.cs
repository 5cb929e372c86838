using System.Text;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Tests;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.LiteDb.Tests;

/// <summary>An audit folder with a LiteDB store, encrypted and signed, and what tests do with it.</summary>
internal sealed class RecordedStore : IDisposable
{
    private readonly TempFolder _folder = new();

    public RecordedStore() => SigningKey.Create(KeyFile);

    public KeyRing Ring { get; } = KeyRing.Create(DateTimeOffset.UtcNow);

    public string Path => Directory.CreateDirectory(System.IO.Path.Combine(_folder.Path, "audit")).FullName;

    public string Data => System.IO.Path.Combine(Path, OpenDatabase.FileName);

    public string Log => System.IO.Path.Combine(Path, OpenDatabase.LogName);

    private string KeyFile => System.IO.Path.Combine(_folder.Path, "signing.key");

    public Task<AuditLog> OpenAsync(TimeProvider? time = null, RetentionPolicy? retention = null)
    {
        var options = new AuditLogOptions
        {
            Path = Path,
            Keys = Ring,
            Signing = SigningKey.Load(KeyFile),
            HeadInterval = TimeSpan.Zero,
            Retention = retention ?? new RetentionPolicy(),
        };
        return AuditLog.OpenAsync(options, () => new LiteDbStore().Open(Path), new LineIndexers(), time ?? TimeProvider.System, default);
    }

    /// <summary>Sessions of one statement each.</summary>
    public static async Task<List<SessionId>> RecordAsync(AuditLog log, params string[] statements)
    {
        List<SessionId> sessions = [];
        foreach (string statement in statements)
        {
            SessionLog session = log.BeginSession(new SessionHeader("shop-pg", "Lines", "127.0.0.1:5000"));
            session.Append(RecordKind.ClientBytes, Encoding.UTF8.GetBytes(statement + "\n"));
            session.Append(RecordKind.ServerBytes, "ok\n"u8);
            session.End("done");
            sessions.Add(session.Id);
        }
        await log.FlushAsync(default);
        return sessions;
    }

    public AuditArchive OpenArchive() => new(new LiteDbStore().OpenRead(Path), Ring);

    public async Task<VerifyReport> VerifyAsync()
    {
        await using ILedgerSource source = new LiteDbStore().OpenLedgers(Path);
        return await new AuditVerifier(source).RunAsync(new VerifyRequest(), default);
    }

    public static async Task<int> CountRecordsAsync(AuditArchive archive, SessionId session)
    {
        int count = 0;
        await foreach (StoredRecord _ in archive.ReadRecordsAsync(session, default))
            count++;
        return count;
    }

    public void Dispose() => _folder.Dispose();
}
