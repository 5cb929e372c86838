using System.Buffers;
using System.Security.Cryptography;

namespace WireProxy.Audit.Sealing;

/// <summary>Leaves the records readable and hashes the chunk.</summary>
internal sealed class HashedChunkSealer : IChunkSealer
{
    public ChunkSealing Sealing => ChunkSealing.Hashed;

    public int Overhead => 0;

    public void Seal(ChunkHeader header, ReadOnlySpan<byte> records, Span<byte> chunk, Span<byte> hash)
    {
        header.Write(chunk);
        records.CopyTo(chunk[ChunkHeader.Size..]);
        SHA256.HashData(chunk, hash);
    }

    public void Open(SealedChunk chunk, IBufferWriter<byte> records)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(chunk.Bytes.Span, hash);
        if (!hash.SequenceEqual(chunk.Hash.Span))
            throw new AuditIntegrityException($"chunk {chunk.Ordinal} of session {chunk.Session} was changed");
        ChunkHeader header = ChunkHeader.Read(chunk.Bytes.Span);
        if (header.Sealing != Sealing)
            throw new AuditIntegrityException($"chunk {chunk.Ordinal} of session {chunk.Session} is sealed in an unknown way");
        records.Write(chunk.Bytes.Span[ChunkHeader.Size..]);
    }
}
