using WireProxy.Sessions;

namespace WireProxy.Tests.Sessions;

/// <summary>Feeds a relay as a pump does, without sockets, and keeps what leaves.</summary>
internal sealed class RelayFeed(IFrameRelay relay) : IDisposable
{
    private readonly OutgoingBuffer _outgoing = new();
    private byte[] _held = [];
    private int _needed;

    /// <summary>How the last step ended.</summary>
    public RelayNext Next { get; private set; }

    public byte[] Feed(params byte[][] frames)
    {
        _held = [.. _held, .. frames.SelectMany(static frame => frame)];
        return Step();
    }

    /// <summary>Goes on after a pause.</summary>
    public byte[] Resume() => Step();

    /// <summary>A turn although nothing arrived.</summary>
    public byte[] Call()
    {
        _needed = 0;
        return Step(Turn.Called);
    }

    public void Dispose() => _outgoing.Dispose();

    private byte[] Step(Turn turn = Turn.Fed)
    {
        Next = RelayNext.Read;
        if (turn == Turn.Fed && _held.Length < Math.Max(_needed, 1))
            return [];
        _outgoing.Begin(_held);
        RelayStep step = relay.Relay(_held, _outgoing);
        byte[] sent = _outgoing.Finish(step.Consumed).ToArray();
        Assert.True(relay.RecordAsync(_held.AsMemory(0, step.Consumed), sent).AsTask().IsCompletedSuccessfully);
        _held = _held[step.Consumed..];
        _needed = step.Needed;
        Next = step.Next;
        return sent;
    }

    private enum Turn
    {
        Fed,
        Called,
    }
}
