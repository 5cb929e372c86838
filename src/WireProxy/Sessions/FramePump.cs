using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace WireProxy.Sessions;

/// <summary>
/// The one loop that reads a socket: hands what arrives to a relay, records, sends. It waits for nothing but the two
/// sockets and the relay's own pauses, and keeps no buffer while it waits for input.
/// </summary>
internal sealed class FramePump
{
    // A peer that always has more to send would otherwise keep its thread from every other session.
    private const int TurnsBeforeYield = 64;

    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private readonly IFrameRelay _relay;
    private int _needed;
    private byte[]? _contiguous;
    private volatile Wish _wish;

    public FramePump(PipeReader input, PipeWriter output, IFrameRelay relay)
    {
        (_input, _output, _relay) = (input, output, relay);
        relay.CallTurn = CallTurn;
    }

    /// <summary>Runs until the peer closes, the relay ends the conversation, or <see cref="Stop"/>.</summary>
    public async Task<PumpEnd> RunAsync()
    {
        using var outgoing = new OutgoingBuffer();
        try
        {
            for (int turn = 1; ; turn++)
            {
                ValueTask<ReadResult> reading = _input.ReadAsync();
                if (!reading.IsCompleted)
                {
                    outgoing.Dispose();
                    turn = 0;
                }
                else if (turn % TurnsBeforeYield == 0)
                {
                    await Task.Yield();
                }

                ReadResult read = await reading;
                if (_wish == Wish.Stop)
                    return PumpEnd.Stopped;
                // Called: the relay has something to send, whatever there is to read.
                if (read.IsCanceled)
                    _needed = 0;
                else if (read.IsCompleted && read.Buffer.Length < Math.Max(_needed, 1))
                    return read.Buffer.IsEmpty && !_relay.InsideFrame ? PumpEnd.PeerClosed : PumpEnd.PeerClosedInsideFrame;
                if (await TurnAsync(read.Buffer, outgoing) == RelayNext.End)
                    return PumpEnd.Finished;
            }
        }
        finally
        {
            ReturnContiguous();
        }
    }

    /// <summary>Ends the loop at its next wait for input.</summary>
    public void Stop()
    {
        _wish = Wish.Stop;
        _input.CancelPendingRead();
        _relay.Abandon();
    }

    private void CallTurn() => _input.CancelPendingRead();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<RelayNext> TurnAsync(ReadOnlySequence<byte> buffer, OutgoingBuffer outgoing)
    {
        if (buffer.Length < _needed)
        {
            _input.AdvanceTo(buffer.Start, buffer.End);
            return RelayNext.Read;
        }

        ReadOnlyMemory<byte> received = buffer.IsSingleSegment ? buffer.First : Contiguous(buffer);
        outgoing.Begin(received);
        RelayStep step = _relay.Relay(received, outgoing);
        ReadOnlyMemory<byte> sent = outgoing.Finish(step.Consumed);
        await _relay.RecordAsync(received[..step.Consumed], sent);
        if (!sent.IsEmpty)
            await _output.WriteAsync(sent);

        ReturnContiguous();
        _needed = step.Needed;
        SequencePosition consumed = buffer.GetPosition(step.Consumed);
        _input.AdvanceTo(consumed, step.Next == RelayNext.Read ? buffer.End : consumed);
        if (step.Next == RelayNext.Pause)
            await _relay.ResumeAsync();
        return step.Next;
    }

    /// <summary>A frame that arrived in pieces, in one piece: at most one inspected frame and one read.</summary>
    private ReadOnlyMemory<byte> Contiguous(in ReadOnlySequence<byte> buffer)
    {
        _contiguous = ArrayPool<byte>.Shared.Rent(checked((int)buffer.Length));
        buffer.CopyTo(_contiguous);
        return _contiguous.AsMemory(0, (int)buffer.Length);
    }

    private void ReturnContiguous()
    {
        if (_contiguous is { } rented)
            ArrayPool<byte>.Shared.Return(rented);
        _contiguous = null;
    }

    private enum Wish : byte
    {
        None,
        Stop,
    }
}

/// <summary>How a pump's loop ended when nothing failed.</summary>
internal enum PumpEnd : byte
{
    PeerClosed,
    PeerClosedInsideFrame,
    Finished,
    Stopped,
}
