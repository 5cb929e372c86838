using System.Globalization;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Intake;

/// <summary>
/// The segments of the intake. Hands out blocks, has the next segment ready before it is needed and uses those that are in
/// the store again. A session comes here once per block, not per record.
/// </summary>
internal sealed class SegmentPool : IAsyncDisposable
{
    // One is prepared; more than one comes of segments that are done, of which a busy proxy soon needs another.
    private const int MaxReady = 2;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly IntakeOptions _options;
    private readonly ISegmentFiles _files;
    private readonly SemaphoreSlim _prepare = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IntakeSegment> _segments = [];
    private readonly Stack<IntakeSegment> _ready = [];
    private readonly IntakeReserve _reserve = new();
    private readonly TimeProvider _time;
    private readonly Task _preparing;
    private IntakeSegment? _current;
    private long _lastNumber;

    public SegmentPool(IntakeOptions options, ISegmentFiles files, IReadOnlyCollection<IntakeSegment> recovered, long lastNumber, TimeProvider time)
    {
        _options = options;
        _files = files;
        _segments.AddRange(recovered);
        _lastNumber = lastNumber;
        _time = time;
        _preparing = Task.Run(PrepareAsync);
        _prepare.Release();
    }

    public const string Extension = ".intake";

    /// <summary>Why it can not grow; null while it can.</summary>
    public string? Fault { get; private set; }

    /// <summary>Sessions are slowed while this is full.</summary>
    public IntakePressure Pressure { get; } = new();

    /// <summary>Segments with records that are not in the store yet, and the one in use.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _segments.Count;
        }
    }

    /// <summary>A block of <paramref name="wanted"/> bytes, or of what is left of a segment if that is at least <paramref name="needed"/>.</summary>
    public IntakeBlock Allocate(SessionId session, long firstSequence, int needed, int wanted)
    {
        lock (_gate)
        {
            if (_current is null || _current.Room < needed)
                Turn();
            return _current!.Allocate(session, firstSequence, Math.Min(wanted, _current.Room));
        }
    }

    /// <summary>A block for a session's last record: when there is no other, out of what was set aside for that.</summary>
    public IntakeBlock AllocateLast(SessionId session, long firstSequence, int needed)
    {
        lock (_gate)
        {
            try
            {
                return Allocate(session, firstSequence, needed, needed);
            }
            catch (IntakeUnavailableException) when (_reserve.HasRoom(needed))
            {
                if (_reserve.Use() is { } opened)
                    _segments.Add(opened);
                return _reserve.Allocate(session, firstSequence, needed);
            }
        }
    }

    public IntakeSegment[] Snapshot()
    {
        lock (_gate)
            return [.. _segments];
    }

    /// <summary>Takes the segments that are wholly in the store, for further use or away.</summary>
    public void TakeDone()
    {
        IntakeSegment[] done;
        lock (_gate)
            done = [.. _segments.Where(segment => segment.IsDone)];
        foreach (IntakeSegment segment in done)
            Take(segment);
        lock (_gate)
        {
            Pressure.Set(_segments.Count > _options.MaxSegments / 2 ? PressureLevel.High : PressureLevel.Normal);
            if (Fault is not null && _segments.Count < _options.MaxSegments && _prepare.CurrentCount == 0)
                _prepare.Release();
        }
    }

    /// <summary>Lets no further block out, so that everything can be sealed and deleted.</summary>
    public void CloseCurrent()
    {
        lock (_gate)
        {
            _current?.Close();
            _current = null;
            _reserve.CloseUsed();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _preparing;
        CloseCurrent();
        TakeDone();
        // Left over only if the store could not take them: the next start recovers them.
        foreach (IntakeSegment segment in _segments)
            segment.Dispose();
        foreach (IntakeSegment ready in _ready)
            ready.Delete();
        _reserve.DeleteUnused();
        _prepare.Dispose();
        _stopping.Dispose();
    }

    private void Turn()
    {
        if (_segments.Count >= _options.MaxSegments)
            throw Unavailable("the audit intake is full: its store does not keep up or does not answer");
        IntakeSegment next = _ready.TryPop(out IntakeSegment? ready) ? ready : Create(_options.SegmentBytes);
        Fault = null;
        _reserve.CloseUsed();
        _current?.Close();
        _current = next;
        _segments.Add(next);
        if (_segments.Count > _options.MaxSegments / 2)
            Pressure.Set(PressureLevel.High);
        _prepare.Release();
    }

    // Outside of the lock: sessions need blocks meanwhile.
    private void Take(IntakeSegment done)
    {
        IntakeSegment? renewed = null;
        try
        {
            if (done.Memory.Length == _options.SegmentBytes && !_stopping.IsCancellationRequested && IsMissing(() => _ready.Count < MaxReady))
                renewed = done.Renew();
        }
        catch (IOException)
        {
            // It could not be flushed: it goes.
        }
        if (renewed is null)
            done.Delete();
        lock (_gate)
        {
            _segments.Remove(done);
            if (renewed is not null)
                _ready.Push(renewed);
        }
    }

    private IntakeSegment Keep(IntakeSegment created)
    {
        if (_ready.Count == 0)
            _ready.Push(created);
        return _ready.Peek();
    }

    private IntakeSegment Create(int bytes)
    {
        string name = Interlocked.Increment(ref _lastNumber).ToString("D12", CultureInfo.InvariantCulture) + Extension;
        try
        {
            return IntakeSegment.Create(_files, Path.Combine(_options.Folder, name), bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unavailable($"the audit intake cannot grow: {error.Message}", error);
        }
    }

    private IntakeUnavailableException Unavailable(string reason, Exception? error = null)
    {
        Fault = reason;
        return new IntakeUnavailableException(reason, error);
    }

    private async Task PrepareAsync()
    {
        try
        {
            while (true)
            {
                await _prepare.WaitAsync(_stopping.Token);
                if (!Prepare())
                    await Task.Delay(RetryPause, _time, _stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    // A failure is reported by who needs the segment and can not get it: then there may be room again.
    private bool Prepare()
    {
        try
        {
            if (IsMissing(() => _ready.Count == 0))
                Keep(Create(_options.SegmentBytes), Keep);
            if (IsMissing(() => _reserve.IsMissing))
                Keep(Create(Math.Min(_options.SegmentBytes, IntakeReserve.Bytes)), _reserve.Fill);
            Fault = null;
            return true;
        }
        catch (IntakeUnavailableException)
        {
            return false;
        }
    }

    private bool IsMissing(Func<bool> isMissing)
    {
        lock (_gate)
            return isMissing();
    }

    private void Keep(IntakeSegment created, Func<IntakeSegment, IntakeSegment> keep)
    {
        lock (_gate)
        {
            if (keep(created) != created)
                created.Delete();
        }
    }
}
