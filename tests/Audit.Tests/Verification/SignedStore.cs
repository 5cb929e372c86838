using System.Diagnostics;
using System.Text;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores.Sqlite;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.Tests.Verification;

/// <summary>A store with everything on: encrypted, signed, witnessed; and copies of it to tamper with.</summary>
internal sealed class SignedStore : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SignatureMemory _signatures = new();

    public SignedStore()
    {
        PublicKey = SigningKey.Create(KeyFile);
        Ring = KeyRing.Create(DateTimeOffset.UtcNow);
    }

    public string Path => System.IO.Path.Combine(_folder.Path, "audit");

    public string KeyFile => System.IO.Path.Combine(_folder.Path, "signing.key");

    public string WitnessFile => System.IO.Path.Combine(_folder.Path, "witness");

    public ReadOnlyMemory<byte> PublicKey { get; }

    public KeyRing Ring { get; }

    public Protection Protection { get; init; } = Protection.Encrypted;

    public Task<AuditLog> OpenAsync(TimeProvider? time = null, RetentionPolicy? retention = null) => RecordedFolder.OpenAsync(
        new AuditLogOptions
        {
            Path = Path,
            Keys = Protection == Protection.Encrypted ? Ring : null,
            Signing = SigningKey.Load(KeyFile),
            Witness = new FileWitness(WitnessFile),
            HeadInterval = TimeSpan.Zero,
            StepInterval = TimeSpan.Zero,
            Retention = retention ?? new RetentionPolicy(),
        },
        time);

    /// <summary>Sessions that take turns, with a few chunks each.</summary>
    public async Task<List<SessionId>> RecordAsync(int sessions, int rounds, TimeProvider? time = null)
    {
        await using AuditLog log = await OpenAsync(time);
        return await RecordAsync(log, sessions, rounds);
    }

    public static async Task<List<SessionId>> RecordAsync(AuditLog log, int sessions, int rounds)
    {
        SessionLog[] open = [.. Enumerable.Range(0, sessions).Select(_ => log.BeginSession(RecordedFolder.Header))];
        for (int round = 0; round < rounds; round++)
        {
            for (int at = 0; at < open.Length; at++)
            {
                open[at].Append(RecordKind.ClientBytes, Encoding.ASCII.GetBytes($"select {at * round} from table{at}\n"));
                open[at].Append(RecordKind.ServerBytes, "ok\n"u8);
                if (round % 2 == 0)
                    continue;
                // Texts that come once, several in a chunk.
                open[at].Append(RecordKind.ClientBytes, Encoding.ASCII.GetBytes($"insert {round} into table{at}\nupdate table{at} {round}\n"));
                open[at].Append(RecordKind.ServerBytes, "ok\nok\n"u8);
            }
            await log.FlushAsync(default);
        }
        foreach (SessionLog session in open)
            session.End("done");
        await log.FlushAsync(default);
        return [.. open.Select(session => session.Id)];
    }

    public string Copy(string name) => Copy(Path, System.IO.Path.Combine(_folder.Path, name));

    public static string Copy(string from, string to)
    {
        using Process copying = Process.Start("cp", ["-r", from, to]);
        copying.WaitForExit();
        Assert.Equal(0, copying.ExitCode);
        return to;
    }

    public Task<VerifyReport> VerifyAsync(string? path = null) => VerifyAsync(path, new VerifyRequest { PublicKeys = [PublicKey] });

    public Task<VerifyReport> VerifyWithWitnessAsync(string? path = null) => VerifyAsync(
        path, new VerifyRequest { PublicKeys = [PublicKey], Witnessed = [.. File.ReadLines(WitnessFile).Select(WitnessLine.Read).OfType<SignedHead>()] });

    public async Task<VerifyReport> VerifyAsync(string? path, VerifyRequest request)
    {
        await using var source = new FolderLedgerSource(path ?? Path);
        return await new AuditVerifier(source, _signatures).RunAsync(request, default);
    }

    public void Dispose() => _folder.Dispose();
}

internal enum Protection
{
    Encrypted,
    Readable,
}
