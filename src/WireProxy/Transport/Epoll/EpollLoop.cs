using System.Runtime.InteropServices;

namespace WireProxy.Transport.Epoll;

/// <summary>
/// A thread that waits for many sockets and runs, on itself, whoever waits for one that became ready. Readiness comes
/// first: a socket is only read when there is something to read, so a small statement costs two receives and two sends,
/// and a waiting session holds no buffer.
/// </summary>
internal sealed class EpollLoop
{
    private const int EventsPerWait = 256;

    private static readonly EpollLoop[] Loops = Start(Math.Max(1, Environment.ProcessorCount / 2));
    private static int s_next;

    private readonly int _epoll = LinuxCalls.CreateEpoll();
    private readonly Lock _registering = new();
    private readonly Stack<int> _free = new();
    private EpollSocket?[] _sockets = new EpollSocket?[64];
    private uint _generation;

    private EpollLoop()
    {
        if (_epoll < 0)
            throw new IOException($"epoll_create1 failed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>The next loop in turn.</summary>
    public static EpollLoop Next() => Loops[(uint)Interlocked.Increment(ref s_next) % (uint)Loops.Length];

    /// <summary>Watches a socket until <see cref="Remove"/>. All events come edge-triggered: once per change.</summary>
    public void Add(EpollSocket socket)
    {
        lock (_registering)
        {
            if (!_free.TryPop(out int slot))
                slot = GrowAndTake();
            socket.Token = ((ulong)++_generation << 32) | (uint)slot;
            Volatile.Write(ref _sockets[slot], socket);
        }
        Span<byte> epollEvent = stackalloc byte[EpollEvent.Size];
        EpollEvent.Write(
            epollEvent,
            LinuxCalls.EventIn | LinuxCalls.EventOut | LinuxCalls.EventPeerShutdown | LinuxCalls.EdgeTriggered,
            socket.Token);
        if (LinuxCalls.Control(_epoll, LinuxCalls.ControlAdd, socket.Descriptor, ref epollEvent[0]) == 0)
            return;
        string why = Marshal.GetLastPInvokeErrorMessage();
        Forget(socket);
        throw new IOException($"epoll_ctl failed: {why}");
    }

    public void Remove(EpollSocket socket)
    {
        byte unused = 0;
        _ = LinuxCalls.Control(_epoll, LinuxCalls.ControlDelete, socket.Descriptor, ref unused);
        Forget(socket);
    }

    private void Forget(EpollSocket socket)
    {
        int slot = (int)(uint)socket.Token;
        lock (_registering)
        {
            Volatile.Write(ref _sockets[slot], null);
            _free.Push(slot);
        }
    }

    private int GrowAndTake()
    {
        int used = _sockets.Length;
        EpollSocket?[] larger = new EpollSocket?[used * 2];
        _sockets.CopyTo(larger, 0);
        Volatile.Write(ref _sockets, larger);
        for (int slot = larger.Length - 1; slot > used; slot--)
            _free.Push(slot);
        return used;
    }

    private static EpollLoop[] Start(int count)
    {
        var loops = new EpollLoop[count];
        for (int i = 0; i < count; i++)
        {
            loops[i] = new EpollLoop();
            for (int slot = loops[i]._sockets.Length - 1; slot >= 0; slot--)
                loops[i]._free.Push(slot);
            new Thread(loops[i].Run) { IsBackground = true, Name = $"epoll loop {i}" }.Start();
        }
        return loops;
    }

    private void Run()
    {
        byte[] events = new byte[EventsPerWait * EpollEvent.Size];
        while (true)
        {
            int count = LinuxCalls.Wait(_epoll, events, EventsPerWait);
            if (count < 0 && Marshal.GetLastPInvokeError() != LinuxCalls.Interrupted)
                throw new IOException($"epoll_wait failed: {Marshal.GetLastPInvokeErrorMessage()}");
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<byte> epollEvent = events.AsSpan(i * EpollEvent.Size);
                Dispatch(EpollEvent.ReadData(epollEvent), EpollEvent.ReadEvents(epollEvent));
            }
        }
    }

    /// <summary>An event of a socket that is gone, or whose slot another one has by now, is dropped.</summary>
    private void Dispatch(ulong token, uint events)
    {
        EpollSocket? socket = Volatile.Read(ref Volatile.Read(ref _sockets)[(int)(uint)token]);
        if (socket?.Token == token)
            socket.OnEvents(events);
    }
}
