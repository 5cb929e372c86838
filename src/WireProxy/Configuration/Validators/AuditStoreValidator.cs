using WireProxy.Recording;

namespace WireProxy.Configuration.Validators;

/// <summary>Recordings go where this version can put them, and the store has what it needs.</summary>
internal static class AuditStoreValidator
{
    private const string Audit = $"{ProxyOptionsReader.Root}:Audit";

    public static void Validate(ProxyOptions options, ReadingLog log)
    {
        AuditOptions audit = options.Audit;
        if (audit.Store == AuditStore.LiteDb && StoreAssembly.BesideProgram.FindProblem() is { } problem)
            log.Wrong($"{Audit}:Store", problem);
        bool isPostgres = audit.Store == AuditStore.Postgres;
        if (isPostgres && string.IsNullOrWhiteSpace(audit.ConnectionString))
            log.Wrong($"{Audit}:ConnectionString", "is missing: Store Postgres needs it");
        if (!isPostgres && audit.ConnectionString is not null)
            log.Wrong($"{Audit}:ConnectionString", $"means nothing to Store {audit.Store}");
        ValidateWitness(audit, log);
    }

    // Without signatures a witness would get what anybody can make.
    private static void ValidateWitness(AuditOptions audit, ReadingLog log)
    {
        if (audit.Witness is { File: not null, Url: not null })
            log.Wrong($"{Audit}:Witness", "File and Url can not both be given");
        if (audit.Witness is not { File: null, Url: null } && !audit.Signing.Key.IsConfigured)
            log.Wrong($"{Audit}:Witness", $"needs signatures: name the key in {Audit}:Signing:KeyFile");
    }
}
