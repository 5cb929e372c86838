namespace WireProxy.Protocols.MySql.Rows;

/// <summary>One value of a row.</summary>
public readonly ref struct RowValue
{
    internal RowValue(ReadOnlySpan<byte> bytes, bool isNull)
    {
        Bytes = bytes;
        IsNull = isNull;
    }

    /// <summary>Without the length before them; empty for NULL, too.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public bool IsNull { get; }
}
