namespace WireProxy.Transport.Epoll;

/// <summary>A non-blocking socket as a loop watches it: two directions, each with at most one waiter.</summary>
internal sealed class EpollSocket
{
    private readonly EpollLoop _loop;
    private int _detached;

    public EpollSocket(int descriptor, EpollLoop loop)
    {
        Descriptor = descriptor;
        _loop = loop;
        Reader = new EpollPipeReader(descriptor);
        Writer = new EpollPipeWriter(descriptor);
        loop.Add(this);
    }

    public int Descriptor { get; }

    /// <summary>Set by the loop: slot and generation.</summary>
    public ulong Token { get; set; }

    public EpollPipeReader Reader { get; }

    public EpollPipeWriter Writer { get; }

    /// <summary>Ends the watch, once: by the next time, descriptor and slot may be another socket's.</summary>
    public void Detach()
    {
        if (Interlocked.Exchange(ref _detached, 1) == 0)
            _loop.Remove(this);
    }

    public void OnEvents(uint events)
    {
        const uint Failures = LinuxCalls.EventHangup | LinuxCalls.EventError;
        if ((events & (LinuxCalls.EventOut | Failures)) != 0)
            Writer.OnWritable();
        if ((events & Failures) != 0)
            Reader.OnReadable(ReadableUntil.End);
        else if ((events & LinuxCalls.EventPeerShutdown) != 0)
            Reader.OnReadable(ReadableUntil.Shutdown);
        else if ((events & LinuxCalls.EventIn) != 0)
            Reader.OnReadable(ReadableUntil.Drained);
    }
}

/// <summary>How long reading will not block.</summary>
internal enum ReadableUntil : byte
{
    Drained,
    /// <summary>The peer has closed its side: every further read answers at once.</summary>
    Shutdown,
    /// <summary>The connection has ended or failed: the same.</summary>
    End,
}
