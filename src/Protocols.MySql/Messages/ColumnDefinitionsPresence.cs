namespace WireProxy.Protocols.MySql.Messages;

/// <summary>Whether a reply has its column definitions; the numbers are those on the wire.</summary>
public enum ColumnDefinitionsPresence : byte
{
    Omitted = 0,
    Follow = 1,
}
