using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;

namespace WireProxy.Protocols.MySql.Messages;

/// <summary>The start of a result set.</summary>
/// <param name="Columns">At least one.</param>
/// <param name="Definitions">Whether the definitions come, or those that the client has still hold.</param>
public readonly record struct ColumnCountPacket(int Columns, ColumnDefinitionsPresence Definitions)
{
    /// <summary>More than a server can have, and all that any field of the protocol could count.</summary>
    public const int MaxColumns = ushort.MaxValue;

    /// <exception cref="MySqlProtocolException">The payload is not exactly one column count.</exception>
    public static ColumnCountPacket Read(ReadOnlySpan<byte> payload, CapabilityFlags capabilities)
    {
        var reader = new PayloadReader(payload);
        ulong columns = reader.ReadLengthEncodedInteger();
        if (columns is 0 or > MaxColumns)
            throw new MySqlProtocolException($"result of {columns} columns");
        // MySQL's manual puts its flag before the count; MySQL itself puts it behind, as MariaDB does.
        bool isFlagged = (capabilities & (CapabilityFlags.OptionalResultsetMetadata | CapabilityFlags.MariaDbCacheMetadata)) != 0;
        ColumnDefinitionsPresence definitions = isFlagged ? ReadPresence(ref reader) : ColumnDefinitionsPresence.Follow;
        reader.End();
        return new ColumnCountPacket((int)columns, definitions);
    }

    internal static ColumnDefinitionsPresence ReadPresence(scoped ref PayloadReader reader) => reader.ReadByte() switch
    {
        0 => ColumnDefinitionsPresence.Omitted,
        1 => ColumnDefinitionsPresence.Follow,
        byte value => throw new MySqlProtocolException($"unknown metadata flag {value}"),
    };
}
