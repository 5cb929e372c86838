using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Login;

/// <summary>
/// The first 32 bytes of a <see cref="HandshakeResponse41"/> with the SSL bit: the client starts TLS next. What follows
/// it in the clear must never be read as a login (protocols reference 2.B).
/// </summary>
/// <param name="Capabilities">As claimed; those of the response behind TLS must be equal.</param>
/// <param name="MaxPacketSize">The client's limit.</param>
/// <param name="CharacterSet">The low byte of a collation id.</param>
public readonly record struct SslRequest(CapabilityFlags Capabilities, uint MaxPacketSize, byte CharacterSet)
{
    public const int Size = 32;

    internal const int FillerSize = 19;

    /// <summary>Whether the first packet of a client asks for TLS.</summary>
    public static bool Matches(ReadOnlySpan<byte> payload) =>
        payload.Length == Size && Read(payload).Capabilities.Has(CapabilityFlags.Ssl);

    /// <exception cref="MySqlProtocolException">The payload is of another length, or of a client before 4.1.</exception>
    public static SslRequest Read(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        SslRequest request = ReadPrefix(ref reader, out _);
        reader.End();
        return request;
    }

    /// <summary>The payload; valid until the writer's next one.</summary>
    public ReadOnlySpan<byte> Write(PayloadWriter writer)
    {
        WritePrefix(writer.Begin(), default);
        return writer.End();
    }

    /// <summary>The part that both packets begin with.</summary>
    internal static SslRequest ReadPrefix(scoped ref PayloadReader reader, out ReadOnlySpan<byte> filler)
    {
        uint low = reader.ReadUInt32();
        uint maxPacketSize = reader.ReadUInt32();
        byte characterSet = reader.ReadByte();
        filler = reader.ReadBytes(FillerSize);
        return new SslRequest(CapabilityGroups.Combine(low, reader.ReadUInt32()), maxPacketSize, characterSet);
    }

    internal void WritePrefix(PayloadWriter writer, ReadOnlySpan<byte> filler)
    {
        writer.UInt32((uint)Capabilities).UInt32(MaxPacketSize).Byte(CharacterSet);
        writer.Bytes(filler).Zeros(FillerSize - filler.Length);
        writer.UInt32(CapabilityGroups.ExtendedWord(Capabilities));
    }
}
