using System.Runtime.InteropServices;

namespace WireProxy.Transport.Epoll;

/// <summary>The system calls of the readiness-first transport. Each returns -1 and sets errno on failure.</summary>
internal static partial class LinuxCalls
{
    public const int WouldBlock = 11;
    public const int Interrupted = 4;

    public const int ControlAdd = 1;
    public const int ControlDelete = 2;

    public const uint EventIn = 0x1;
    public const uint EventOut = 0x4;
    public const uint EventError = 0x8;
    public const uint EventHangup = 0x10;
    public const uint EventPeerShutdown = 0x2000;
    public const uint EdgeTriggered = 1u << 31;

    // A write to a closed connection is an error to handle, not a signal to die of.
    private const int NoSignal = 0x4000;

    private const int CloseOnExec = 0x80000;

    private const int DuplicateCloseOnExec = 1030;

    /// <summary>A second descriptor of the same socket.</summary>
    public static int Duplicate(int socket) => fcntl(socket, DuplicateCloseOnExec, 0);

    public static int CreateEpoll() => epoll_create1(CloseOnExec);

    public static int Control(int epoll, int operation, int socket, ref byte epollEvent) =>
        epoll_ctl(epoll, operation, socket, ref epollEvent);

    public static int Wait(int epoll, Span<byte> events, int count) =>
        epoll_wait(epoll, ref MemoryMarshal.GetReference(events), count, -1);

    public static nint Receive(int socket, Span<byte> buffer) =>
        recv(socket, ref MemoryMarshal.GetReference(buffer), buffer.Length, 0);

    public static nint Send(int socket, ReadOnlySpan<byte> bytes) =>
        send(socket, ref MemoryMarshal.GetReference(bytes), bytes.Length, NoSignal);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(int socket, int command, int argument);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int epoll, int operation, int socket, ref byte epollEvent);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int epoll, ref byte events, int maxEvents, int timeout);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(int socket, ref byte buffer, nint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(int socket, ref byte buffer, nint length, int flags);
}
