using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Sealing;

/// <summary>Collects the records of one chunk. Used for one session at a time.</summary>
internal sealed class ChunkPacker(IChunkSealer sealer, int capacity)
{
    private readonly byte[] _records = new byte[capacity];
    private int _length;
    private int _count;
    private long _firstSequence;
    private long _lastSequence;

    public bool IsEmpty => _count == 0;

    public bool HasRoomFor(int bytes) => bytes <= _records.Length - _length;

    /// <summary>Adds a record as it lies in the intake, padding included.</summary>
    public void Add(long sequence, ReadOnlySpan<byte> record)
    {
        record.CopyTo(_records.AsSpan(_length));
        _length += record.Length;
        if (_count++ == 0)
            _firstSequence = sequence;
        _lastSequence = sequence;
    }

    /// <summary>Writes a record of the sealer's own.</summary>
    public AuditRecord Add(in RecordHeader header, ReadOnlySpan<byte> payload)
    {
        Span<byte> destination = _records.AsSpan(_length, RecordWriter.SizeOf(payload.Length));
        RecordWriter.Write(destination, header, payload);
        Add(header.Sequence, destination);
        return new AuditRecord(header, payload);
    }

    /// <summary>Seals what was added and starts anew. The bytes are rented: <see cref="Return"/> them when they are stored.</summary>
    public SealedChunk Seal(SessionId session, SessionChain chain)
    {
        var header = new ChunkHeader
        {
            Sealing = sealer.Sealing,
            Session = session,
            Ordinal = chain.NextOrdinal,
            FirstSequence = _firstSequence,
            LastSequence = _lastSequence,
            Records = _count,
            BodyLength = _length + sealer.Overhead,
            PreviousHash = chain.Head,
        };
        int size = ChunkHeader.Size + header.BodyLength;
        byte[] chunk = ArrayPool<byte>.Shared.Rent(size);
        byte[] hash = new byte[SHA256.HashSizeInBytes];
        sealer.Seal(header, _records.AsSpan(0, _length), chunk.AsSpan(0, size), hash);
        chain.Extend(hash);
        Clear();
        return new SealedChunk(session, header.Ordinal, header.FirstSequence, header.LastSequence, hash, chunk.AsMemory(0, size));
    }

    /// <summary>Drops what was added.</summary>
    public void Clear() => _length = _count = 0;

    public static void Return(SealedChunk chunk)
    {
        if (MemoryMarshal.TryGetArray(chunk.Bytes, out ArraySegment<byte> rented))
            ArrayPool<byte>.Shared.Return(rented.Array!);
    }
}
