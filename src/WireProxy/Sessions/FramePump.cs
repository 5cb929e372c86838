using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace WireProxy.Sessions;

/// <summary>
/// The one loop that reads a socket: hands what arrives to a relay, records, sends. It waits for nothing but the two
/// sockets and the relay's own pauses, and keeps no buffer while it waits for input.
/// </summary>
internal sealed class FramePump(PipeReader input, PipeWriter output, IFrameRelay relay)
{
    // A peer that always has more to send would otherwise keep its thread from every other session.
    private const int TurnsBeforeYield = 64;

    private int _needed;
    private byte[]? _contiguous;

    /// <summary>Runs until the peer closes, the relay ends the conversation, or <see cref="Stop"/>.</summary>
    public async Task<PumpEnd> RunAsync()
    {
        using var outgoing = new OutgoingBuffer();
        try
        {
            for (int turn = 1; ; turn++)
            {
                ValueTask<ReadResult> reading = input.ReadAsync();
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
                if (read.IsCanceled)
                    return PumpEnd.Stopped;
                if (read.IsCompleted && read.Buffer.Length < Math.Max(_needed, 1))
                    return read.Buffer.IsEmpty && !relay.InsideFrame ? PumpEnd.PeerClosed : PumpEnd.PeerClosedInsideFrame;
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
        input.CancelPendingRead();
        relay.Abandon();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<RelayNext> TurnAsync(ReadOnlySequence<byte> buffer, OutgoingBuffer outgoing)
    {
        if (buffer.Length < _needed)
        {
            input.AdvanceTo(buffer.Start, buffer.End);
            return RelayNext.Read;
        }

        ReadOnlyMemory<byte> received = buffer.IsSingleSegment ? buffer.First : Contiguous(buffer);
        outgoing.Begin(received);
        RelayStep step = relay.Relay(received, outgoing);
        ReadOnlyMemory<byte> sent = outgoing.Finish(step.Consumed);
        await relay.RecordAsync(received[..step.Consumed], sent);
        if (!sent.IsEmpty)
            await output.WriteAsync(sent);

        ReturnContiguous();
        _needed = step.Needed;
        SequencePosition consumed = buffer.GetPosition(step.Consumed);
        input.AdvanceTo(consumed, step.Next == RelayNext.Read ? buffer.End : consumed);
        if (step.Next == RelayNext.Pause)
            await relay.ResumeAsync();
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
}

/// <summary>How a pump's loop ended when nothing failed.</summary>
internal enum PumpEnd : byte
{
    PeerClosed,
    PeerClosedInsideFrame,
    Finished,
    Stopped,
}
