using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;

namespace WireProxy.Protocols.MySql.Messages;

/// <summary>The reply to COM_STMT_PREPARE; the definitions of parameters, then of columns follow.</summary>
/// <param name="StatementId">The server's name for the statement.</param>
/// <param name="Columns">Of the result, 0 when there is none.</param>
/// <param name="Parameters">How many values an execution needs.</param>
/// <param name="Warnings">How many the statement raised.</param>
/// <param name="Definitions">Whether the definitions come.</param>
public readonly record struct PrepareOk(
    uint StatementId, ushort Columns, ushort Parameters, ushort Warnings, ColumnDefinitionsPresence Definitions)
{
    private const byte Header = 0x00;

    /// <exception cref="MySqlProtocolException">The payload is not exactly one such reply.</exception>
    public static PrepareOk Read(ReadOnlySpan<byte> payload, CapabilityFlags capabilities)
    {
        var reader = new PayloadReader(payload);
        reader.Expect(Header);
        uint statementId = reader.ReadUInt32();
        ushort columns = reader.ReadUInt16();
        ushort parameters = reader.ReadUInt16();
        reader.Expect(0);
        ushort warnings = reader.ReadUInt16();
        ColumnDefinitionsPresence definitions = capabilities.Has(CapabilityFlags.OptionalResultsetMetadata)
            ? ColumnCountPacket.ReadPresence(ref reader)
            : ColumnDefinitionsPresence.Follow;
        reader.End();
        return new PrepareOk(statementId, columns, parameters, warnings, definitions);
    }
}
