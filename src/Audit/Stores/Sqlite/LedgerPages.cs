using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>Reads a day's ledger file from its beginning in large pieces; while one is looked at, the next is read.</summary>
internal sealed class LedgerPages(string folder, DateOnly day)
{
    private const int PageBytes = 8 << 20;

    public async IAsyncEnumerable<FramePage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using SafeFileHandle file = File.OpenHandle(
            DayFiles.Ledger(folder, day), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        long length = RandomAccess.GetLength(file);
        byte[] beginning = new byte[LedgerFile.HeaderSize];
        if (await RandomAccess.ReadAsync(file, beginning, 0, cancellationToken) != beginning.Length || !LedgerFile.IsHeader(beginning))
        {
            yield return new FramePage([new LocatedFrame(FrameState.BadBeginning, day, 0, default, default)], length);
            yield break;
        }
        byte[] other = new byte[Math.Min(PageBytes, length)];
        Task<Page> next = ReadAsync(file, new byte[other.Length], LedgerFile.HeaderSize, length, cancellationToken);
        while (true)
        {
            Page page = await next;
            if (!page.IsLast)
                next = ReadAsync(file, other, page.End, length, cancellationToken);
            if (page.Frames.Count > 0)
                yield return new FramePage(page.Frames, page.End - page.Start);
            if (page.IsLast)
                yield break;
            other = page.Buffer;
        }
    }

    private async Task<Page> ReadAsync(SafeFileHandle file, byte[] buffer, long start, long length, CancellationToken cancellationToken)
    {
        int wanted = (int)Math.Min(buffer.Length, length - start);
        int read = await ReadFullyAsync(file, buffer.AsMemory(0, wanted), start, cancellationToken);
        var page = new Page(buffer, start, start + read >= length);
        page.Split(day, read);
        if (page.Frames.Count > 0 || page.IsLast || read < FrameHeader.Size)
            return page;
        // One frame larger than the buffer.
        FrameHeader.TryRead(buffer, out FrameHeader header);
        byte[] larger = new byte[Math.Min(header.FrameSize, length - start)];
        return await ReadAsync(file, larger, start, length, cancellationToken);
    }

    private static async Task<int> ReadFullyAsync(SafeFileHandle file, Memory<byte> buffer, long offset, CancellationToken cancellationToken)
    {
        int total = 0;
        while (total < buffer.Length)
        {
            int read = await RandomAccess.ReadAsync(file, buffer[total..], offset + total, cancellationToken);
            if (read == 0)
                break;
            total += read;
        }
        return total;
    }

    /// <summary>A piece of the file, cut into its frames.</summary>
    private sealed class Page(byte[] buffer, long start, bool reachesEnd)
    {
        private readonly List<LocatedFrame> _frames = [];
        private int _length;

        public byte[] Buffer => buffer;

        public long Start => start;

        /// <summary>Where the next piece starts.</summary>
        public long End => start + _length;

        public bool IsLast { get; private set; }

        public List<LocatedFrame> Frames => _frames;

        public void Split(DateOnly day, int length)
        {
            int at = 0;
            while (at < length)
            {
                FrameHeader header = default;
                bool isHeader = length - at >= FrameHeader.Size && FrameHeader.TryRead(buffer.AsSpan(at, FrameHeader.Size), out header);
                bool isWhole = isHeader && header.FrameSize <= length - at;
                if (!isWhole && !reachesEnd && (isHeader || length - at < FrameHeader.Size))
                    break;
                if (!isWhole)
                {
                    _frames.Add(new LocatedFrame(FrameState.Unreadable, day, start + at, default, default));
                    at = length;
                    IsLast = true;
                    break;
                }
                _frames.Add(Locate(day, at, header));
                at += (int)header.FrameSize;
            }
            _length = at;
            IsLast |= reachesEnd && at == length;
        }

        private LocatedFrame Locate(DateOnly day, int at, FrameHeader header)
        {
            int payload = at + FrameHeader.Size;
            bool isPadded = !buffer.AsSpan(payload + header.PayloadLength, (int)header.PaddedLength - header.PayloadLength).ContainsAnyExcept((byte)0);
            return new LocatedFrame(isPadded ? FrameState.Whole : FrameState.BadPadding, day, start + at, header, buffer.AsMemory(payload, header.PayloadLength));
        }
    }
}
