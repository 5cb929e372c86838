using WireProxy.Audit;
using WireProxy.Configuration;

namespace WireProxy.Recording;

/// <summary>The configuration's Audit section in the audit library's terms.</summary>
internal static class AuditSettings
{
    public static AuditLogOptions From(AuditOptions options) => new()
    {
        Path = options.Path,
        Durability = options.Durability == AuditDurability.Power ? Durability.Power : Durability.Process,
    };
}
