using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;

namespace WireProxy.Transport.Epoll;

/// <summary>
/// Writes to a socket that an <see cref="EpollLoop"/> watches. What is written leaves straight from the caller's memory;
/// what the socket does not take at once waits there until the loop says that it takes more.
/// </summary>
internal sealed class EpollPipeWriter(int descriptor) : PipeWriter, IValueTaskSource<FlushResult>
{
    private readonly ArrayBufferWriter<byte> _buffered = new();

    private ManualResetValueTaskSourceCore<FlushResult> _waiter;
    private Readiness _readiness;
    private ReadOnlyMemory<byte> _unsent;

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (_buffered.WrittenCount > 0)
        {
            _buffered.Write(source.Span);
            return FlushAsync(cancellationToken);
        }
        _unsent = source;
        return SendAsync();
    }

    /// <summary>Completes when the socket can be written to, as it can when its connect has succeeded or failed.</summary>
    public ValueTask<FlushResult> WhenWritableAsync()
    {
        _waiter.Reset();
        short version = _waiter.Version;
        return _readiness.TryAwait() ? new ValueTask<FlushResult>(this, version) : ValueTask.FromResult<FlushResult>(default);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        _unsent = _buffered.WrittenMemory.ToArray();
        _buffered.ResetWrittenCount();
        return SendAsync();
    }

    public override void Advance(int bytes) => _buffered.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _buffered.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _buffered.GetSpan(sizeHint);

    public override void CancelPendingFlush() =>
        throw new NotSupportedException("a write ends when the socket takes it or is shut down");

    public override void Complete(Exception? exception = null) => _unsent = default;

    /// <summary>Called by the loop.</summary>
    public void OnWritable()
    {
        if (!_readiness.Signal())
            return;
        do
        {
            try
            {
                if (TrySend())
                {
                    _waiter.SetResult(default);
                    return;
                }
            }
            catch (IOException failure)
            {
                _waiter.SetException(failure);
                return;
            }
        }
        while (!_readiness.TryAwait());
    }

    public FlushResult GetResult(short token) => _waiter.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _waiter.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiter.OnCompleted(continuation, state, token, flags);

    private ValueTask<FlushResult> SendAsync()
    {
        while (!TrySend())
        {
            _waiter.Reset();
            short version = _waiter.Version;
            if (_readiness.TryAwait())
                return new ValueTask<FlushResult>(this, version);
        }
        return ValueTask.FromResult<FlushResult>(default);
    }

    /// <summary>Sends what the socket takes. False when it takes no more now.</summary>
    private bool TrySend()
    {
        while (!_unsent.IsEmpty)
        {
            nint count = LinuxCalls.Send(descriptor, _unsent.Span);
            if (count >= 0)
                _unsent = _unsent[(int)count..];
            else if (Marshal.GetLastPInvokeError() == LinuxCalls.WouldBlock)
                return false;
            else if (Marshal.GetLastPInvokeError() != LinuxCalls.Interrupted)
                throw new IOException($"sending failed: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        return true;
    }
}
