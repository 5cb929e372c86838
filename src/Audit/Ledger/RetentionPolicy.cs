namespace WireProxy.Audit.Ledger;

/// <summary>How long recordings are kept; null is for ever.</summary>
/// <param name="MaxAge">Days that ended longer ago are taken away.</param>
/// <param name="MaxBytes">The oldest days are taken away until the rest fits.</param>
public sealed record RetentionPolicy(TimeSpan? MaxAge = null, long? MaxBytes = null)
{
    public bool IsForEver => MaxAge is null && MaxBytes is null;
}
