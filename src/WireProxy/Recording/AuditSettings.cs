using WireProxy.Audit;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Configuration;

namespace WireProxy.Recording;

/// <summary>The configuration's Audit section in the audit library's terms.</summary>
internal static class AuditSettings
{
    /// <exception cref="AuditKeyException">A key is not there any more.</exception>
    public static AuditLogOptions From(AuditOptions options) => new()
    {
        Path = options.Path,
        Durability = options.Durability == AuditDurability.Power ? Durability.Power : Durability.Process,
        Keys = AuditKeys.LoadRing(options.Encryption),
        Signing = AuditKeys.LoadSigning(options.Signing.Key),
        HeadInterval = options.Signing.Interval,
        StepInterval = options.Signing.StepInterval,
        Witness = WitnessOf(options.Witness),
        Retention = new RetentionPolicy(options.Retention.MaxAge, options.Retention.MaxBytes),
    };

    /// <summary>What the recordings lack: whoever starts the proxy must know.</summary>
    public static IEnumerable<string> Warnings(AuditOptions options)
    {
        if (options.Store == AuditStore.None)
        {
            yield return "Audit:Store is None, so sessions are NOT recorded";
            yield break;
        }
        if (!options.Encryption.IsConfigured)
            yield return "recordings are NOT encrypted: Audit:Encryption names no key (wireproxy keys create --encryption FILE)";
        if (!options.Signing.Key.IsConfigured)
            yield return "recordings are NOT signed: Audit:Signing names no key (wireproxy keys create --signing FILE)";
        else if (options.Signing.Key.KeyFile is null || !SigningKey.IsWritable(options.Signing.Key.KeyFile))
            yield return "the signing key can not be written back, so it does not step: who steals it can sign what was before";
    }

    private static IHeadWitness? WitnessOf(AuditWitnessOptions witness)
    {
        if (witness.Url is { } url)
            return new HttpWitness(url);
        return witness.File is { } file ? new FileWitness(file) : null;
    }
}
