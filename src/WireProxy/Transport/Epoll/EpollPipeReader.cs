using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;

namespace WireProxy.Transport.Epoll;

/// <summary>
/// Reads a socket that an <see cref="EpollLoop"/> watches. What is buffered is always one piece. A short read means that
/// the socket is drained, so the next read waits for the loop instead of asking the kernel in vain.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "What it holds is given back by CompleteAsync, the contract of a PipeReader.")]
internal sealed class EpollPipeReader(int descriptor) : PipeReader, IValueTaskSource<ReadResult>
{
    private const int SmallestRead = 4 * 1024;
    private const int BufferSize = 64 * 1024;

    private ManualResetValueTaskSourceCore<ReadResult> _waiter;
    private Readiness _readiness;
    private CancellationTokenRegistration _cancellation;
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private bool _allExamined = true;
    private bool _drained;
    private bool _peerClosed;
    private volatile bool _neverDrained;
    private volatile bool _cancelPending;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (cancellationToken.IsCancellationRequested)
                return ValueTask.FromCanceled<ReadResult>(cancellationToken);
            if (TryFinish(out ReadResult result))
                return ValueTask.FromResult(result);
            if (TryWait(cancellationToken, out short version))
                return new ValueTask<ReadResult>(this, version);
        }
    }

    public override bool TryRead(out ReadResult result)
    {
        result = default;
        return (_cancelPending || !_allExamined || _peerClosed) && TryFinish(out result);
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_end > _start)
        {
            _allExamined = Index(examined) == _end;
            _start = Index(consumed);
        }
        else
        {
            _allExamined = true;
        }
        if (_start == _end)
            GiveBack();
    }

    public override void CancelPendingRead()
    {
        _cancelPending = true;
        if (_readiness.TryRelease())
            Serve();
    }

    public override void Complete(Exception? exception = null)
    {
        _start = _end;
        GiveBack();
    }

    /// <summary>The peer said that it sends no more, before anything failed.</summary>
    public bool PeerHasShutDown { get; private set; }

    /// <summary>Called by the loop.</summary>
    public void OnReadable(ReadableUntil until)
    {
        if (until == ReadableUntil.Shutdown && !_neverDrained)
            PeerHasShutDown = true;
        if (until != ReadableUntil.Drained)
            _neverDrained = true;
        if (_readiness.Signal())
            Serve();
    }

    public ReadResult GetResult(short token)
    {
        _cancellation.Dispose();
        _cancellation = default;
        return _waiter.GetResult(token);
    }

    public ValueTaskSourceStatus GetStatus(short token) => _waiter.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiter.OnCompleted(continuation, state, token, flags);

    /// <summary>Begins to wait for the loop. False when something happened meanwhile that must be looked at first.</summary>
    private bool TryWait(CancellationToken cancellationToken, out short version)
    {
        _waiter.Reset();
        version = _waiter.Version;
        if (cancellationToken.CanBeCanceled)
            _cancellation = cancellationToken.UnsafeRegister(static (reader, token) => ((EpollPipeReader)reader!).OnCancelled(token), this);
        bool missed = !_readiness.TryAwait() || (MustStop && _readiness.TryRelease());
        if (!missed)
            return true;
        _drained = false;
        _cancellation.Dispose();
        _cancellation = default;
        return false;
    }

    private void OnCancelled(CancellationToken cancellationToken)
    {
        if (_readiness.TryRelease())
            _waiter.SetException(new OperationCanceledException(cancellationToken));
    }

    /// <summary>Completes the wait that was just released, or waits on if it was for nothing.</summary>
    private void Serve()
    {
        do
        {
            _drained = false;
            try
            {
                _cancellation.Token.ThrowIfCancellationRequested();
                if (TryFinish(out ReadResult result))
                {
                    _waiter.SetResult(result);
                    return;
                }
            }
            catch (Exception failure) when (failure is IOException or OperationCanceledException)
            {
                _waiter.SetException(failure);
                return;
            }
        }
        while (!_readiness.TryAwait() || (MustStop && _readiness.TryRelease()));
    }

    // Who cancelled while nobody was waiting found nobody to wake.
    private bool MustStop => _cancelPending || _cancellation.Token.IsCancellationRequested;

    private bool TryFinish(out ReadResult result)
    {
        result = default;
        if (_cancelPending)
        {
            _cancelPending = false;
            result = new ReadResult(Buffered(), isCanceled: true, isCompleted: false);
            return true;
        }
        if (!_allExamined || _peerClosed || (!_drained && Receive()))
        {
            result = new ReadResult(Buffered(), isCanceled: false, isCompleted: _peerClosed);
            return true;
        }
        return false;
    }

    /// <summary>One receive. False when there was nothing.</summary>
    private bool Receive()
    {
        Span<byte> space = Space();
        nint count;
        do
        {
            count = LinuxCalls.Receive(descriptor, space);
        }
        while (count < 0 && Marshal.GetLastPInvokeError() == LinuxCalls.Interrupted);

        if (count < 0)
        {
            if (Marshal.GetLastPInvokeError() != LinuxCalls.WouldBlock)
                throw new IOException($"receiving failed: {Marshal.GetLastPInvokeErrorMessage()}");
            _drained = true;
            if (_start == _end)
                GiveBack();
            return false;
        }
        _end += (int)count;
        _peerClosed = count == 0;
        _allExamined = false;
        _drained = count < space.Length && !_neverDrained;
        if (_peerClosed && _start == _end)
            GiveBack();
        return true;
    }

    /// <summary>Room behind what is buffered; a frame that outgrows the buffer moves to one twice as large.</summary>
    private Span<byte> Space()
    {
        int held = _end - _start;
        if (_buffer.Length - _end < SmallestRead)
        {
            byte[] next = ArrayPool<byte>.Shared.Rent(Math.Max(BufferSize, checked(held + Math.Max(held, SmallestRead))));
            _buffer.AsSpan(_start, held).CopyTo(next);
            GiveBack();
            (_buffer, _start, _end) = (next, 0, held);
        }
        return _buffer.AsSpan(_end);
    }

    private ReadOnlySequence<byte> Buffered() => _start == _end ? ReadOnlySequence<byte>.Empty : new(_buffer, _start, _end - _start);

    private static int Index(SequencePosition position) => position.GetInteger() & int.MaxValue;

    private void GiveBack()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
    }
}
