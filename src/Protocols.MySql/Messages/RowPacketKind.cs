namespace WireProxy.Protocols.MySql.Messages;

/// <summary>What a packet is where rows are expected.</summary>
public enum RowPacketKind : byte
{
    Row,

    /// <summary>An EOF packet, or the OK packet that replaces it with DeprecateEof.</summary>
    Terminator,
    Err,
}
