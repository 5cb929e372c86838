namespace WireProxy.Protocols.MySql.Login;

/// <summary>Which capabilities must be the same toward client and server, and which are each leg's own (protocols reference 2.B).</summary>
public static class CapabilityGroups
{
    /// <summary>MariaDB's extended bits.</summary>
    public const CapabilityFlags MariaDbExtended = unchecked((CapabilityFlags)0xFFFF_FFFF_0000_0000);

    /// <summary>They change the form of packets after the login: different on the two legs, a relay would have to transcode.</summary>
    public const CapabilityFlags ShapePackets =
        CapabilityFlags.Protocol41 | CapabilityFlags.MultiStatements | CapabilityFlags.MultiResults
        | CapabilityFlags.PsMultiResults | CapabilityFlags.SessionTrack | CapabilityFlags.DeprecateEof
        | CapabilityFlags.OptionalResultsetMetadata | CapabilityFlags.QueryAttributes | MariaDbExtended;

    /// <summary>They change what statements mean.</summary>
    public const CapabilityFlags ChangeMeaning =
        CapabilityFlags.FoundRows | CapabilityFlags.ConnectWithDb | CapabilityFlags.NoSchema | CapabilityFlags.LocalFiles
        | CapabilityFlags.IgnoreSpace | CapabilityFlags.Interactive | CapabilityFlags.CanHandleExpiredPasswords;

    /// <summary>They concern one connection only: its transport and its login.</summary>
    public const CapabilityFlags LegLocal =
        CapabilityFlags.Compress | CapabilityFlags.Ssl | CapabilityFlags.SecureConnection | CapabilityFlags.PluginAuth
        | CapabilityFlags.ConnectAttrs | CapabilityFlags.PluginAuthLenencClientData
        | CapabilityFlags.ZstdCompressionAlgorithm | CapabilityFlags.MultiFactorAuthentication;

    /// <summary>Whether all bits of <paramref name="wanted"/> are set. Enum.HasFlag allocates until it is compiled a second time.</summary>
    public static bool Has(this CapabilityFlags flags, CapabilityFlags wanted) => (flags & wanted) == wanted;

    /// <summary>The extended bits count only if bit 0 is clear; both ends ignore them otherwise.</summary>
    public static CapabilityFlags Combine(uint low, uint extended)
    {
        var flags = (CapabilityFlags)low;
        return flags.Has(CapabilityFlags.LongPassword) ? flags : flags | (CapabilityFlags)((ulong)extended << 32);
    }

    /// <summary>The extended word as it goes on the wire.</summary>
    public static uint ExtendedWord(CapabilityFlags flags) =>
        flags.Has(CapabilityFlags.LongPassword) ? 0 : (uint)((ulong)flags >> 32);
}
