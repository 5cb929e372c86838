using WireProxy.Audit.Records;

namespace WireProxy.Audit.Intake;

/// <summary>
/// Where one session's records go. Two threads append, one per direction; the lock covers a copy and a checksum, never
/// I/O. Every record is valid when <see cref="Append"/> returns.
/// </summary>
internal sealed class SessionIntake : IRecordSource
{
    /// <summary>A payload that may not be split is at most this long.</summary>
    public const int MaxWholePayload = 128 << 10;

    /// <summary>A run of bytes is not split into pieces smaller than this just to fill a block.</summary>
    private const int SmallestPiece = 512;

    private readonly Lock _gate = new();
    private readonly SegmentPool _pool;
    private readonly IntakeOptions _options;
    private readonly TimeProvider _time;
    private readonly long _openedAt;
    private readonly Action _blockFilled;
    private IntakeBlock? _current;
    private IntakeBlock? _last;
    private IntakeBlock? _first;
    private long _nextSequence = 1;
    private int _blockBytes;
    private bool _ended;

    public SessionIntake(SessionId session, SegmentPool pool, IntakeOptions options, TimeProvider time, Action blockFilled)
    {
        Session = session;
        _pool = pool;
        _options = options;
        _time = time;
        _blockFilled = blockFilled;
        _blockBytes = options.FirstBlockBytes;
        _openedAt = time.GetTimestamp();
    }

    public SessionId Session { get; }

    public IntakeBlock? First => Volatile.Read(ref _first);

    public bool IsEnded => Volatile.Read(ref _ended);

    public string? UnwrittenEndReason { get; private set; }

    /// <summary>Called once, when nothing more is appended.</summary>
    public event Action? Ended;

    public long BytesFromClient { get; private set; }

    public long BytesToClient { get; private set; }

    public void Append(RecordKind kind, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_ended)
                throw new InvalidOperationException("the session has ended");
            if (kind is RecordKind.ClientBytes or RecordKind.ServerBytes)
                AppendRun(kind, bytes);
            else
                AppendWhole(kind, bytes);
        }
    }

    /// <summary>Writes the last record; when it can not be written, the sealer adds it.</summary>
    public void End(string reason)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            try
            {
                AppendLast(RecordPayload.Write(new SessionEnded(reason)));
            }
            catch (IntakeUnavailableException)
            {
                UnwrittenEndReason = reason;
            }
            finally
            {
                _current?.Freeze();
                _current = null;
                Volatile.Write(ref _ended, true);
            }
        }
        Ended?.Invoke();
    }

    public void LeaveClosedSegment()
    {
        lock (_gate)
        {
            if (_current is not { Segment.IsClosed: true })
                return;
            _current.Freeze();
            _current = null;
        }
    }

    public void Forget(IntakeBlock until) => Volatile.Write(ref _first, until);

    /// <summary>Marks what has to reach the disk so that everything appended so far is durable.</summary>
    public void MarkUnflushed()
    {
        lock (_gate)
        {
            for (IntakeBlock? block = First; block is not null; block = block.Next)
                block.Segment.MarkUnflushed();
        }
    }

    private void AppendRun(RecordKind kind, ReadOnlySpan<byte> bytes)
    {
        RecordHeader header = Header(kind);
        while (!bytes.IsEmpty)
        {
            IntakeBlock block = BlockFor(Math.Min(bytes.Length, SmallestPiece), bytes.Length);
            int length = Math.Min(bytes.Length, block.PayloadRoom);
            block.Append(header with { Sequence = _nextSequence }, bytes[..length]);
            _nextSequence++;
            bytes = bytes[length..];
            if (kind == RecordKind.ClientBytes)
                BytesFromClient += length;
            else
                BytesToClient += length;
        }
    }

    private void AppendWhole(RecordKind kind, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MaxWholePayload);
        BlockFor(bytes.Length, bytes.Length).Append(Header(kind), bytes);
        _nextSequence++;
    }

    private void AppendLast(ReadOnlySpan<byte> bytes)
    {
        if (_current is not { } block || block.PayloadRoom < bytes.Length)
        {
            _current?.Freeze();
            block = Continue(_pool.AllocateLast(Session, _nextSequence, BlockSize(bytes.Length)));
        }
        block.Append(Header(RecordKind.SessionEnded), bytes);
        _nextSequence++;
    }

    private RecordHeader Header(RecordKind kind) => new(
        kind,
        Session,
        _nextSequence,
        _time.GetElapsedTime(_openedAt).Ticks * TimeSpan.NanosecondsPerTick,
        RecordHeader.Microseconds(_time.GetUtcNow()));

    private IntakeBlock BlockFor(int payload, int wanted)
    {
        if (_current is { } block && block.PayloadRoom >= payload)
            return block;
        return NextBlock(payload, wanted);
    }

    private IntakeBlock NextBlock(int payload, int wanted)
    {
        if (_current is not null)
        {
            _current.Freeze();
            _current = null;
            // A session that fills small blocks is sealed when it is old enough.
            if (_blockBytes == _options.MaxBlockBytes)
                _blockFilled();
            _blockBytes = Math.Min(_blockBytes * 2, _options.MaxBlockBytes);
        }
        int needed = BlockSize(payload);
        int best = Math.Max(needed, Math.Min(BlockSize(wanted), _options.MaxBlockBytes));
        return Continue(_pool.Allocate(Session, _nextSequence, needed, Math.Max(best, _blockBytes)));
    }

    private IntakeBlock Continue(IntakeBlock block)
    {
        if (_last is null)
            Volatile.Write(ref _first, block);
        else
            _last.Next = block;
        _last = block;
        return _current = block;
    }

    private static int BlockSize(int payload)
    {
        long bytes = (long)BlockHeader.Size + RecordHeader.Size + payload;
        return (int)Math.Min((bytes + BlockHeader.Granularity - 1) / BlockHeader.Granularity * BlockHeader.Granularity, 1 << 30);
    }
}
