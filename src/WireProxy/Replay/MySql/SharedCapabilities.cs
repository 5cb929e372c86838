using WireProxy.Protocols.MySql.Login;

namespace WireProxy.Replay.MySql;

/// <summary>What must be the same for a driver to understand the recorded server.</summary>
internal static class SharedCapabilities
{
    // Without MultiStatements a driver sends what it sends; the rest decides what packets look like.
    private const CapabilityFlags Compared =
        (CapabilityGroups.ShapePackets & ~CapabilityFlags.MultiStatements) | CapabilityFlags.LocalFiles | CapabilityFlags.FoundRows;

    public static CapabilityFlags Of(in HandshakeResponse41 response) => response.Capabilities & Compared;

    /// <summary>Null when they are the same.</summary>
    public static string? Difference(CapabilityFlags recorded, CapabilityFlags driver)
    {
        CapabilityFlags missing = recorded & ~driver, added = driver & ~recorded;
        return (missing, added) switch
        {
            (0, 0) => null,
            (_, 0) => $"the recorded client had capabilities that the driver has not: {missing}",
            (0, _) => $"the driver has capabilities that the recorded client had not: {added}",
            _ => $"the recorded client had capabilities that the driver has not ({missing}), the driver has others ({added})",
        };
    }
}
