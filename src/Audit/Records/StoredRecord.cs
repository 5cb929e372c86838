namespace WireProxy.Audit.Records;

/// <summary>A record read back from the store, with memory of its own.</summary>
/// <param name="Header">Kind, sequence and times.</param>
/// <param name="Bytes">What follows the header.</param>
public sealed record StoredRecord(RecordHeader Header, ReadOnlyMemory<byte> Bytes)
{
    public RecordKind Kind => Header.Kind;
}
