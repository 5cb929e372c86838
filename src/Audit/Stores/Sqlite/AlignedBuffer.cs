using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>Writes whole blocks past the page cache, which takes their addresses, lengths and places to be multiples of a block.</summary>
internal sealed class AlignedBuffer
{
    private const int BlockSize = 4096;
    private const int Size = 1 << 20;

    private readonly Memory<byte> _aligned = Allocate();

    /// <summary>Whole blocks go to <paramref name="uncached"/>, what is before and behind them to <paramref name="cached"/>: two handles of one file.</summary>
    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset, SafeFileHandle cached, SafeFileHandle uncached)
    {
        var source = new PartCursor(parts);
        offset = Write(source, (int)(-offset & (BlockSize - 1)), offset, cached);
        while (source.Left >= BlockSize)
            offset = Write(source, (int)Math.Min(Size, source.Left & -BlockSize), offset, uncached);
        Write(source, (int)source.Left, offset, cached);
    }

    private long Write(PartCursor source, int bytes, long offset, SafeFileHandle file)
    {
        Span<byte> piece = _aligned.Span[..bytes];
        source.CopyTo(piece);
        RandomAccess.Write(file, piece, offset);
        return offset + bytes;
    }

    private static Memory<byte> Allocate()
    {
        byte[] pinned = GC.AllocateUninitializedArray<byte>(Size + BlockSize, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
        return pinned.AsMemory((int)(-address & (BlockSize - 1)), Size);
    }

    /// <summary>Parts as one run of bytes.</summary>
    private sealed class PartCursor(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        private int _part;
        private int _at;

        public long Left { get; private set; } = parts.Sum(part => (long)part.Length);

        public void CopyTo(Span<byte> destination)
        {
            Left -= destination.Length;
            while (!destination.IsEmpty)
            {
                ReadOnlySpan<byte> rest = parts[_part].Span[_at..];
                int length = Math.Min(rest.Length, destination.Length);
                rest[..length].CopyTo(destination);
                destination = destination[length..];
                _at += length;
                if (length == rest.Length)
                    (_part, _at) = (_part + 1, 0);
            }
        }
    }
}
