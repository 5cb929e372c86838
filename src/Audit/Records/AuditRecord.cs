namespace WireProxy.Audit.Records;

/// <summary>One record as a view of the memory it lies in; copy what must live longer.</summary>
public readonly ref struct AuditRecord(RecordHeader header, ReadOnlySpan<byte> bytes)
{
    public RecordHeader Header { get; } = header;

    public RecordKind Kind => Header.Kind;

    /// <summary>What follows the header.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}
