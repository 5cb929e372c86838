using System.Buffers;

namespace WireProxy.Audit.Sealing;

/// <summary>Turns packed records into what the store keeps, and back. Encryption goes here.</summary>
public interface IChunkSealer
{
    /// <summary>How this sealer seals.</summary>
    ChunkSealing Sealing { get; }

    /// <summary>Bytes the body grows by when it is sealed.</summary>
    int Overhead { get; }

    /// <summary>Writes header and sealed body to <paramref name="chunk"/>, which has exactly their size, and the hash of both to <paramref name="hash"/>.</summary>
    void Seal(ChunkHeader header, ReadOnlySpan<byte> records, Span<byte> chunk, Span<byte> hash);

    /// <summary>Appends the records of a chunk to <paramref name="records"/>.</summary>
    /// <exception cref="AuditIntegrityException">The chunk does not have its hash.</exception>
    void Open(SealedChunk chunk, IBufferWriter<byte> records);
}
