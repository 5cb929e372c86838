namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>Codes of error and notice fields (protocol 3, "Error and Notice Message Fields").</summary>
public enum ErrorResponseFieldCode : byte
{
    /// <summary>In the language of <c>lc_messages</c>.</summary>
    LocalizedSeverity = (byte)'S',
    Severity = (byte)'V',
    SqlState = (byte)'C',
    Message = (byte)'M',
    Detail = (byte)'D',
    Hint = (byte)'H',
    Position = (byte)'P',
    InternalPosition = (byte)'p',
    InternalQuery = (byte)'q',
    Where = (byte)'W',
    Schema = (byte)'s',
    Table = (byte)'t',
    Column = (byte)'c',
    DataType = (byte)'d',
    Constraint = (byte)'n',
    File = (byte)'F',
    Line = (byte)'L',
    Routine = (byte)'R',
}
