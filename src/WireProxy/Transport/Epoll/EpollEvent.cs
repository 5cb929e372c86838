using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace WireProxy.Transport.Epoll;

/// <summary>
/// The kernel's <c>struct epoll_event { uint32 events; uint64 data; }</c>: packed to 12 bytes on x86-64, aligned to 16
/// elsewhere.
/// </summary>
internal static class EpollEvent
{
    private static readonly int DataAt = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    public static int Size { get; } = DataAt + sizeof(ulong);

    public static void Write(Span<byte> destination, uint events, ulong data)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, events);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[DataAt..], data);
    }

    public static uint ReadEvents(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt32LittleEndian(source);

    public static ulong ReadData(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt64LittleEndian(source[DataAt..]);
}
