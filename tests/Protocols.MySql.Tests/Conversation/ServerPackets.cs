using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Protocols.MySql.Tests.Conversation;

/// <summary>Payloads of a server, in the form that the capabilities ask for.</summary>
internal sealed class ServerPackets(CapabilityFlags capabilities)
{
    private readonly PayloadWriter _writer = new();

    private bool DeprecatesEof => capabilities.HasFlag(CapabilityFlags.DeprecateEof);

    public byte[] Ok(ServerStatus status = ServerStatus.Autocommit) =>
        new OkPacket { AffectedRows = 300, LastInsertId = 70_000, Status = status }.Write(_writer, capabilities).ToArray();

    public byte[] Err(ushort code = 1064) => ErrPacket.Write(_writer, code, "42000", "no").ToArray();

    public byte[] Eof(ServerStatus status = ServerStatus.Autocommit) => new EofPacket(0, status).Write(_writer).ToArray();

    /// <summary>What ends rows.</summary>
    public byte[] RowsEnd(ServerStatus status = ServerStatus.Autocommit) => DeprecatesEof
        ? new OkPacket { Header = OkPacket.EndOfRowsHeader, Status = status }.Write(_writer, capabilities).ToArray()
        : Eof(status);

    public byte[] Columns(int count, ColumnDefinitionsPresence definitions = ColumnDefinitionsPresence.Follow)
    {
        _writer.Begin().LengthEncodedInteger((ulong)count);
        if (capabilities.HasFlag(CapabilityFlags.MariaDbCacheMetadata))
            _writer.Byte((byte)definitions);
        return _writer.End().ToArray();
    }

    public byte[] Definition(string name = "a") =>
        new ColumnDefinition { Name = System.Text.Encoding.UTF8.GetBytes(name) }.Write(_writer, capabilities).ToArray();

    public byte[] PrepareOk(uint id, int columns, int parameters) => _writer.Begin()
        .Byte(0).UInt32(id).UInt16((ushort)columns).UInt16((ushort)parameters).Byte(0).UInt16(0).End().ToArray();

    public byte[] Progress() => _writer.Begin()
        .Byte(0xFF).UInt16(0xFFFF).Byte(1).Byte(1).Byte(2).UInt24(500).LengthEncodedString("copy"u8).End().ToArray();

    public static byte[] Row(params ReadOnlySpan<byte> bytes) => bytes.ToArray();

    public static byte[] InfileRequest => [0xFB, .. "f.csv"u8];
}
