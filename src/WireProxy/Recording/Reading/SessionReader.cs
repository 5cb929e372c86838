using WireProxy.Audit.Records;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.Postgres;

namespace WireProxy.Recording.Reading;

/// <summary>Reads the byte records of one session in its protocol.</summary>
internal interface IProtocolReader
{
    /// <exception cref="PostgresProtocolException">The bytes are not the protocol's.</exception>
    /// <exception cref="MySqlProtocolException">The bytes are not the protocol's.</exception>
    void Read(in RecordHeader header, ReadOnlySpan<byte> bytes);
}

/// <summary>
/// Reads a recorded session. Where the bytes stop making sense it stops reading them: what was understood until then stands.
/// </summary>
internal sealed class SessionReader(IProtocolReader protocol)
{
    /// <summary>Why the bytes stopped making sense; null while they do.</summary>
    public string? Lost { get; private set; }

    public void Read(in RecordHeader header, ReadOnlySpan<byte> bytes)
    {
        if (Lost is not null || header.Kind is not (RecordKind.ClientBytes or RecordKind.ServerBytes))
            return;
        try
        {
            protocol.Read(header, bytes);
        }
        catch (Exception lost) when (lost is PostgresProtocolException or MySqlProtocolException)
        {
            Lost = lost.Message;
        }
    }
}
