using System.Buffers;
using System.Security.Cryptography;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Sealing;

/// <summary>Reads the chunks of one session in order and checks that each continues the one before.</summary>
internal sealed class ChunkReader(IChunkSealer sealer)
{
    private readonly ArrayBufferWriter<byte> _records = new();
    private ReadOnlyMemory<byte> _head = new byte[SHA256.HashSizeInBytes];
    private long _ordinal;
    private long _sequence;
    private SealedChunk? _chunk;
    private int _at;

    /// <exception cref="AuditIntegrityException">It is not the chunk that was written after the previous one.</exception>
    public void Open(SealedChunk chunk)
    {
        _records.ResetWrittenCount();
        _at = 0;
        sealer.Open(chunk, _records);
        ChunkHeader header = ChunkHeader.Read(chunk.Bytes.Span);
        bool follows = header.Session == chunk.Session && header.Ordinal == _ordinal + 1
            && header.PreviousHash.Span.SequenceEqual(_head.Span);
        if (!follows)
            throw new AuditIntegrityException($"chunk {_ordinal + 1} of session {chunk.Session} is missing or was replaced");
        _chunk = chunk;
        _ordinal = header.Ordinal;
        _head = chunk.Hash;
    }

    /// <summary>The next record of the open chunk; false at its end.</summary>
    public bool TryRead(out AuditRecord record)
    {
        var records = new RecordReader(_records.WrittenSpan[_at..]);
        if (records.AtEnd)
        {
            record = default;
            return false;
        }
        if (!records.TryRead(out record) || record.Header.Session != _chunk!.Session || record.Header.Sequence <= _sequence)
            throw new AuditIntegrityException($"record {_sequence + 1} of session {_chunk!.Session} is damaged");
        _sequence = record.Header.Sequence;
        _at += records.Position;
        return true;
    }
}
