using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;

namespace WireProxy.Protocols.MySql.Messages;

/// <summary>
/// A command succeeded, or (first byte 0xFE, with DeprecateEof) its rows ended. A changed copy is made by <c>with</c> and
/// <see cref="Write"/>.
/// </summary>
public readonly ref struct OkPacket
{
    public const byte OkHeader = 0x00;
    public const byte EndOfRowsHeader = 0xFE;

    public OkPacket()
    {
    }

    public byte Header { get; init; } = OkHeader;

    public ulong AffectedRows { get; init; }

    public ulong LastInsertId { get; init; }

    public ServerStatus Status { get; init; }

    public ushort Warnings { get; init; }

    /// <summary>
    /// A text for people. Without SessionTrack it is everything up to the end, as the server wrote it: some write the
    /// text, some its length before it.
    /// </summary>
    public ReadOnlySpan<byte> Info { get; init; }

    /// <summary>What the command changed in the session; empty unless the status says that there is something.</summary>
    public SessionChanges SessionChanges { get; init; }

    /// <exception cref="MySqlProtocolException">The payload is not exactly one OK packet.</exception>
    public static OkPacket Read(ReadOnlySpan<byte> payload, CapabilityFlags capabilities)
    {
        var reader = new PayloadReader(payload);
        byte header = reader.ReadByte();
        if (header is not (OkHeader or EndOfRowsHeader))
            throw new MySqlProtocolException($"0x{header:x2} starts no OK packet");
        ulong affectedRows = reader.ReadLengthEncodedInteger();
        ulong lastInsertId = reader.ReadLengthEncodedInteger();
        var status = (ServerStatus)reader.ReadUInt16();
        ushort warnings = reader.ReadUInt16();
        bool tracked = capabilities.Has(CapabilityFlags.SessionTrack);
        bool changed = tracked && (status & ServerStatus.SessionStateChanged) != 0;
        ReadOnlySpan<byte> info = !tracked ? reader.ReadRest()
            : changed || reader.Remaining > 0 ? reader.ReadLengthEncodedString() : default;
        SessionChanges changes = changed ? SessionChanges.Read(reader.ReadLengthEncodedString()) : default;
        reader.End();
        return new OkPacket
        {
            Header = header,
            AffectedRows = affectedRows,
            LastInsertId = lastInsertId,
            Status = status,
            Warnings = warnings,
            Info = info,
            SessionChanges = changes,
        };
    }

    /// <summary>The payload; valid until the writer's next one.</summary>
    public ReadOnlySpan<byte> Write(PayloadWriter writer, CapabilityFlags capabilities)
    {
        bool tracked = capabilities.Has(CapabilityFlags.SessionTrack);
        bool changed = tracked && !SessionChanges.Bytes.IsEmpty;
        ServerStatus status = changed ? Status | ServerStatus.SessionStateChanged : Status & ~ServerStatus.SessionStateChanged;
        writer.Begin().Byte(Header).LengthEncodedInteger(AffectedRows).LengthEncodedInteger(LastInsertId)
            .UInt16((ushort)status).UInt16(Warnings);
        if (!tracked)
            return writer.Bytes(Info).End();
        if (changed || !Info.IsEmpty)
            writer.LengthEncodedString(Info);
        if (changed)
            writer.LengthEncodedString(SessionChanges.Bytes);
        return writer.End();
    }
}
