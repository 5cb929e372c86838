using Microsoft.Win32.SafeHandles;
using WireProxy.Audit.Ledger;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>Walks the frames of a day's ledger file without reading their payloads, up to the end or the first that is not whole.</summary>
internal sealed class LedgerScanner : IDisposable
{
    private readonly SafeFileHandle _file;

    public LedgerScanner(string path)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Length = RandomAccess.GetLength(_file);
    }

    /// <summary>Where the next frame starts; after the last one, how many bytes were whole frames.</summary>
    public long Offset { get; set; } = LedgerFile.HeaderSize;

    /// <summary>Bytes of the file when it was opened.</summary>
    public long Length { get; }

    /// <summary>Nothing follows the last whole frame.</summary>
    public bool AtEnd => Offset == Length;

    /// <summary>The file begins as a ledger file does.</summary>
    public bool HasHeader()
    {
        Span<byte> header = stackalloc byte[LedgerFile.HeaderSize];
        return RandomAccess.Read(_file, header, 0) == header.Length && LedgerFile.IsHeader(header);
    }

    public bool TryRead(out FrameHeader header)
    {
        Span<byte> bytes = stackalloc byte[FrameHeader.Size];
        header = default;
        if (Length - Offset < FrameHeader.Size
            || RandomAccess.Read(_file, bytes, Offset) != bytes.Length
            || !FrameHeader.TryRead(bytes, out header) || header.FrameSize > Length - Offset)
            return false;
        Offset += header.FrameSize;
        return true;
    }

    /// <summary>The payload of the frame that was read last.</summary>
    public byte[] ReadPayload(in FrameHeader header) => ReadAt(Offset - header.PaddedLength, header.PayloadLength);

    public byte[] ReadAt(long offset, int length)
    {
        byte[] bytes = new byte[length];
        int read = RandomAccess.Read(_file, bytes, offset);
        return read == length ? bytes : throw new EndOfStreamException("a ledger file became shorter while it was read");
    }

    public void Dispose() => _file.Dispose();
}
