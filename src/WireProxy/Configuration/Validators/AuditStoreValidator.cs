namespace WireProxy.Configuration.Validators;

/// <summary>Recordings go to a store that this version has.</summary>
internal static class AuditStoreValidator
{
    public static void Validate(ProxyOptions options, ReadingLog log)
    {
        if (options.Audit.Store is not (AuditStore.Sqlite or AuditStore.None))
            log.Wrong($"{ProxyOptionsReader.Root}:Audit:Store", $"{options.Audit.Store} is not supported yet");
    }
}
