using WireProxy.Masking;

namespace WireProxy.Configuration.Validators;

/// <summary>Masks have what they need, and promise only what this version can keep.</summary>
internal static class MaskValidator
{
    public static void Validate(ProxyOptions options, ReadingLog log)
    {
        foreach (MaskOptions mask in options.Policies.SelectMany(policy => policy.Masks))
        {
            if (mask.With.Kind == MaskKind.Hash && options.Masking.HashKeyFile is null)
                log.Wrong($"{mask.Path}:With", $"Hash needs a key: name its file in {ProxyOptionsReader.Root}:Masking:HashKeyFile");
        }
    }
}
