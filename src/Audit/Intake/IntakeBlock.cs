using WireProxy.Audit.Records;

namespace WireProxy.Audit.Intake;

/// <summary>
/// A stretch of a segment that one session writes and the sealer reads. One writer at a time; the reader needs no lock:
/// <see cref="Committed"/> only grows, and <see cref="Next"/> is set after <see cref="Freeze"/>.
/// </summary>
internal sealed class IntakeBlock(IntakeSegment segment, int offset, int size, long firstSequence)
{
    private int _committed = BlockHeader.Size;
    private bool _frozen;
    private bool _released;
    private IntakeBlock? _next;

    public IntakeSegment Segment => segment;

    public long FirstSequence => firstSequence;

    /// <summary>Bytes from the start of the block that hold valid records.</summary>
    public int Committed => Volatile.Read(ref _committed);

    /// <summary>Nothing more is written here. Read before <see cref="Committed"/>.</summary>
    public bool IsFrozen => Volatile.Read(ref _frozen);

    /// <summary>The session's next block.</summary>
    public IntakeBlock? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    /// <summary>Payload bytes that one more record can hold; negative when not even its header fits.</summary>
    public int PayloadRoom => size - _committed - RecordHeader.Size;

    public static IntakeBlock Recovered(IntakeSegment segment, int offset, BlockHeader header, int validBytes)
    {
        var block = new IntakeBlock(segment, offset, header.BlockSize, header.FirstSequence) { _committed = validBytes };
        block.Freeze();
        return block;
    }

    /// <summary>Writes one record. It is valid from the moment its commit word is there.</summary>
    public void Append(in RecordHeader header, ReadOnlySpan<byte> payload)
    {
        int recordSize = RecordWriter.SizeOf(payload.Length);
        int at = offset + _committed;
        Span<byte> destination = segment.Memory.Slice(at, recordSize);
        segment.Memory.Publish(at, RecordWriter.WriteUncommitted(destination, header, payload));
        Volatile.Write(ref _committed, _committed + recordSize);
    }

    public void Freeze() => Volatile.Write(ref _frozen, true);

    /// <summary>
    /// Everything in it is in the store, where it is encrypted and can be erased: here it is overwritten with zeros. More than
    /// once is once.
    /// </summary>
    public void Release()
    {
        if (_released)
            return;
        _released = true;
        segment.Memory.Slice(offset, Committed).Clear();
        segment.Release();
    }

    public ReadOnlySpan<byte> Read(int from, int to) => segment.Memory.Slice(offset + from, to - from);
}
