using System.Buffers;
using System.Security.Cryptography;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Sealing;

/// <summary>
/// Collects the records of one chunk, in the buffer that goes to the store: a record is copied once. Used for one session
/// at a time.
/// </summary>
internal sealed class ChunkPacker(int capacity)
{
    private readonly PartWriter _entry = new();
    private readonly PartWriter _outcomes = new();
    private readonly StringTable _strings = new();
    private readonly StatementTexts _remembered = new();
    private byte[] _chunk = [];
    private int _length;
    private int _count;
    private long _firstSequence;
    private long _lastSequence;

    public bool IsEmpty => _count == 0;

    public bool HasRoomFor(int bytes) => bytes <= capacity - _length;

    /// <summary>Adds a record as it lies in the intake, padding included; false when it is not what was written there.</summary>
    public bool TryAdd(long sequence, ReadOnlySpan<byte> record)
    {
        if (!RecordWriter.TryCopy(record, Reserve(record.Length)))
            return false;
        Added(sequence, record.Length);
        return true;
    }

    /// <summary>Writes a record of the sealer's own.</summary>
    public AuditRecord Add(in RecordHeader header, ReadOnlySpan<byte> payload)
    {
        int size = RecordWriter.SizeOf(payload.Length);
        RecordWriter.Write(Reserve(size)[..size], header, payload);
        Added(header.Sequence, size);
        return new AuditRecord(header, payload);
    }

    /// <summary>Seals what was added and starts anew. The bytes are rented: give them back by <see cref="Return"/>.</summary>
    public SessionWrite Seal(SessionEntry entry, IReadOnlyList<StatementEntry> statements, SessionChain chain, SessionKey? key)
    {
        StatementText[] texts = _remembered.FindAll(statements);
        _entry.Clear();
        _outcomes.Clear();
        EntryPart.Write(_entry, entry, texts);
        OutcomePart.Write(_outcomes, statements, _strings);
        ChunkHeader header = Header(entry.Id, chain, key);
        Memory<byte> chunk = Assemble(header, key);
        var sealedChunk = new SealedChunk(
            entry.Id, header.Ordinal, header.FirstSequence, header.LastSequence, Digest.Of(chunk.Span), chunk);
        chain.Extend(sealedChunk.Hash);
        _chunk = [];
        Clear();
        return new SessionWrite(entry, sealedChunk, texts);
    }

    /// <summary>Drops what was added.</summary>
    public void Clear() => _length = _count = 0;

    public static void Return(SealedChunk chunk)
    {
        if (System.Runtime.InteropServices.MemoryMarshal.TryGetArray(chunk.Bytes, out ArraySegment<byte> rented))
            ArrayPool<byte>.Shared.Return(rented.Array!);
    }

    private ChunkHeader Header(SessionId session, SessionChain chain, SessionKey? key)
    {
        bool isEncrypted = key is not null;
        int tag = isEncrypted ? SessionKey.TagSize : 0;
        return new ChunkHeader
        {
            Sealing = isEncrypted ? ChunkSealing.AesGcm : ChunkSealing.Hashed,
            Session = session,
            Ordinal = chain.NextOrdinal,
            FirstSequence = _firstSequence,
            LastSequence = _lastSequence,
            Records = _count,
            RecordsLength = _length + tag,
            EntryLength = _entry.Written.Length,
            OutcomesLength = _outcomes.Written.IsEmpty ? 0 : _outcomes.Written.Length + tag,
            // Random, because a chunk that a crash cut off is sealed again under the same key.
            Nonce = isEncrypted ? NewNonce() : default,
            MasterKey = key?.MasterKey ?? default,
            KeyHash = key?.WrappedHash ?? default,
            Previous = chain.Head,
        };
    }

    private Memory<byte> Assemble(ChunkHeader header, SessionKey? key)
    {
        int size = checked((int)header.ChunkLength);
        Grow(size);
        Span<byte> chunk = _chunk.AsSpan(0, size);
        header.Write(chunk);
        Span<byte> records = chunk.Slice(ChunkHeader.Size, header.RecordsLength);
        Span<byte> entry = chunk.Slice(ChunkHeader.Size + header.RecordsLength, header.EntryLength);
        Span<byte> outcomes = chunk[(size - header.OutcomesLength)..];
        _entry.Written.CopyTo(entry);
        _outcomes.Written.CopyTo(outcomes);
        if (key is not null)
            ChunkCipher.Seal(header, key, chunk[..ChunkHeader.Size], records, outcomes);
        return _chunk.AsMemory(0, size);
    }

    private static byte[] NewNonce()
    {
        byte[] nonce = RandomNumberGenerator.GetBytes(SessionKey.NonceSize);
        nonce[^1] = 0;
        return nonce;
    }

    private Span<byte> Reserve(int bytes)
    {
        Grow(ChunkHeader.Size + _length + bytes);
        return _chunk.AsSpan(ChunkHeader.Size + _length);
    }

    // Most chunks of a busy proxy with many sessions are small: they do not take the room of a full one.
    private void Grow(int size)
    {
        if (size <= _chunk.Length)
            return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(size, Math.Min(2 * _chunk.Length, ChunkHeader.Size + capacity)));
        if (_chunk.Length > 0)
        {
            _chunk.AsSpan(0, Math.Min(_chunk.Length, ChunkHeader.Size + _length)).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_chunk);
        }
        _chunk = larger;
    }

    private void Added(long sequence, int bytes)
    {
        _length += bytes;
        if (_count++ == 0)
            _firstSequence = sequence;
        _lastSequence = sequence;
    }
}
