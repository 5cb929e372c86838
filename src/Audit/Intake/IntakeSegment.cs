using WireProxy.Audit.Records;

namespace WireProxy.Audit.Intake;

/// <summary>
/// One preallocated file out of which sessions get blocks. It is done when no block can come out of it any more and every
/// block that did is in the store.
/// </summary>
internal sealed class IntakeSegment(SegmentFile file, SegmentHeader header, int used) : IDisposable
{
    private int _used = used;
    private int _openBlocks;
    private bool _closed;
    private volatile bool _unflushed;

    public string Name => Path.GetFileName(file.Path);

    public MappedMemory Memory => file.Memory;

    /// <summary>No further block comes out of it; sessions leave it.</summary>
    public bool IsClosed => Volatile.Read(ref _closed);

    /// <summary>Bytes that are left for blocks.</summary>
    public int Room => Memory.Length - _used;

    public static IntakeSegment Create(ISegmentFiles files, string path, int length)
    {
        SegmentFile file = files.Create(path, length);
        SegmentHeader header = SegmentHeader.Create();
        header.Write(file.Memory.Slice(0, SegmentHeader.Size));
        return new IntakeSegment(file, header, SegmentHeader.Size);
    }

    public static IntakeSegment Recovered(SegmentFile file, SegmentHeader header)
    {
        var segment = new IntakeSegment(file, header, file.Memory.Length);
        segment.Close();
        return segment;
    }

    /// <summary>Cuts off a block. Called by one thread at a time (<see cref="SegmentPool"/>).</summary>
    public IntakeBlock Allocate(SessionId session, long firstSequence, int size)
    {
        var block = new BlockHeader(header.Nonce, session, firstSequence, size);
        block.Write(Memory.Slice(_used, size));
        var allocated = new IntakeBlock(this, _used, size, firstSequence);
        _used += size;
        Interlocked.Increment(ref _openBlocks);
        return allocated;
    }

    /// <summary>
    /// The blocks of a recovered segment. After a loss of power a block's header can be missing; the search goes on behind
    /// it, and the nonce keeps payload from being taken for a header.
    /// </summary>
    public IEnumerable<(SessionId Session, IntakeBlock Block)> FindBlocks()
    {
        int at = SegmentHeader.Size;
        while (at <= Memory.Length - BlockHeader.Granularity)
        {
            if (!BlockHeader.TryRead(Memory.Slice(at, Memory.Length - at), header.Nonce, out BlockHeader found))
            {
                at += BlockHeader.Granularity;
                continue;
            }
            Interlocked.Increment(ref _openBlocks);
            yield return (found.Session, IntakeBlock.Recovered(this, at, found, ValidBytes(at, found)));
            at += found.BlockSize;
        }
    }

    public void Close() => Volatile.Write(ref _closed, true);

    /// <summary>A block is in the store.</summary>
    public void Release() => Interlocked.Decrement(ref _openBlocks);

    public bool IsDone => IsClosed && Volatile.Read(ref _openBlocks) == 0;

    public void MarkUnflushed() => _unflushed = true;

    /// <summary>Flushes what was marked before the call. A segment that went meanwhile is in the store, which is better.</summary>
    public void FlushIfMarked()
    {
        if (!_unflushed)
            return;
        _unflushed = false;
        try
        {
            file.Flush();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    /// <summary>
    /// The same file as a new segment, whose pages are there already, and zeros because every block of it was released. On the
    /// disk they may not be that yet: a new nonce voids the old blocks there before anything else happens, for what was in them
    /// may have been erased from the store since, and what a peer sent must never stand where a record is looked for.
    /// </summary>
    public IntakeSegment Renew()
    {
        SegmentHeader renewed = SegmentHeader.Create();
        renewed.Replace(Memory.Slice(0, SegmentHeader.Size));
        file.FlushHeader();
        return new IntakeSegment(file, renewed, SegmentHeader.Size);
    }

    public void Delete() => file.Delete();

    public void Dispose() => file.Dispose();

    private int ValidBytes(int offset, BlockHeader found)
    {
        var records = new RecordReader(Memory.Slice(offset, found.BlockSize)[BlockHeader.Size..]);
        long sequence = found.FirstSequence;
        while (true)
        {
            int valid = BlockHeader.Size + records.Position;
            if (!records.TryRead(out AuditRecord record) || record.Header.Session != found.Session || record.Header.Sequence != sequence++)
                return valid;
        }
    }
}
