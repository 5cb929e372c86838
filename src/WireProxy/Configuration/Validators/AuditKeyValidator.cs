using WireProxy.Audit.Keys;
using WireProxy.Recording;

namespace WireProxy.Configuration.Validators;

/// <summary>Keys that are named are there and are keys. Whether they are those of the store shows when it is opened.</summary>
internal static class AuditKeyValidator
{
    private const string Audit = $"{ProxyOptionsReader.Root}:Audit";

    public static void Validate(ProxyOptions options, ReadingLog log)
    {
        Check($"{Audit}:Encryption", options.Audit.Encryption, key => AuditKeys.LoadRing(key), log);
        Check($"{Audit}:Signing", options.Audit.Signing.Key, key => AuditKeys.LoadSigning(key)?.Dispose(), log);
    }

    private static void Check(string path, AuditKeyOptions key, Action<AuditKeyOptions> load, ReadingLog log)
    {
        if (key is { KeyFile: not null, KeyVariable: not null })
        {
            log.Wrong(path, "KeyFile and KeyVariable can not both be given");
            return;
        }
        try
        {
            load(key);
        }
        catch (AuditKeyException unusable)
        {
            log.Wrong($"{path}:{(key.KeyFile is null ? "KeyVariable" : "KeyFile")}", unusable.Message);
        }
    }
}
