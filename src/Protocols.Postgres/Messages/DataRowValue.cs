namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>One value of a row.</summary>
public readonly ref struct DataRowValue
{
    internal DataRowValue(ReadOnlySpan<byte> bytes, bool isNull)
    {
        Bytes = bytes;
        IsNull = isNull;
    }

    /// <summary>Empty for NULL, too.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public bool IsNull { get; }
}
