namespace WireProxy.Replay.Exporters.Pcapng;

/// <summary>
/// Prepares recorded bytes for a dissector: the recording holds what was inside TLS, so the request for TLS before it would make
/// a dissector take plain text for TLS.
/// </summary>
internal interface IWireFilter
{
    /// <summary>The server's port by which dissectors know the protocol.</summary>
    ushort Port { get; }

    ReadOnlyMemory<byte> FromClient(ReadOnlyMemory<byte> bytes);

    ReadOnlyMemory<byte> FromServer(ReadOnlyMemory<byte> bytes);
}

/// <summary>Chooses the filter by the protocol name that a session was recorded with.</summary>
internal static class WireFilters
{
    public static IWireFilter? Find(string protocol) => protocol switch
    {
        "postgres" => new PostgresWireFilter(),
        "mysql" => new MySqlWireFilter(),
        _ => null,
    };
}
