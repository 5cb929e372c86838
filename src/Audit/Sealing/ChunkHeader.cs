using System.Buffers.Binary;
using System.Security.Cryptography;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Sealing;

/// <summary>How the body of a chunk is sealed. On disk: append only.</summary>
public enum ChunkSealing : byte
{
    /// <summary>Readable; protected by the chain of hashes alone.</summary>
    Hashed = 1,
}

/// <summary>First 96 bytes of a chunk (docs/audit-format.md, "Chunk").</summary>
public sealed record ChunkHeader
{
    /// <summary>Bytes of the header.</summary>
    public const int Size = 64 + SHA256.HashSizeInBytes;

    public required ChunkSealing Sealing { get; init; }

    public required SessionId Session { get; init; }

    /// <summary>Position among the session's chunks, from 1.</summary>
    public required long Ordinal { get; init; }

    public required long FirstSequence { get; init; }

    public required long LastSequence { get; init; }

    public required int Records { get; init; }

    /// <summary>Bytes after the header.</summary>
    public required int BodyLength { get; init; }

    /// <summary>Hash of the session's previous chunk; zero for the first.</summary>
    public required ReadOnlyMemory<byte> PreviousHash { get; init; }

    private static ReadOnlySpan<byte> Magic => "WPCHUNK1"u8;

    internal void Write(Span<byte> destination)
    {
        Span<byte> header = destination[..Size];
        header.Clear();
        Magic.CopyTo(header);
        header[8] = (byte)Sealing;
        Session.Write(header[16..]);
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], Ordinal);
        BinaryPrimitives.WriteInt64LittleEndian(header[40..], FirstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(header[48..], LastSequence);
        BinaryPrimitives.WriteInt32LittleEndian(header[56..], Records);
        BinaryPrimitives.WriteInt32LittleEndian(header[60..], BodyLength);
        PreviousHash.Span.CopyTo(header[64..]);
    }

    /// <exception cref="AuditIntegrityException">These bytes are not a chunk.</exception>
    internal static ChunkHeader Read(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < Size || !chunk.StartsWith(Magic))
            throw new AuditIntegrityException("not an audit chunk");
        var header = new ChunkHeader
        {
            Sealing = (ChunkSealing)chunk[8],
            Session = SessionId.Read(chunk[16..]),
            Ordinal = BinaryPrimitives.ReadInt64LittleEndian(chunk[32..]),
            FirstSequence = BinaryPrimitives.ReadInt64LittleEndian(chunk[40..]),
            LastSequence = BinaryPrimitives.ReadInt64LittleEndian(chunk[48..]),
            Records = BinaryPrimitives.ReadInt32LittleEndian(chunk[56..]),
            BodyLength = BinaryPrimitives.ReadInt32LittleEndian(chunk[60..]),
            PreviousHash = chunk[64..Size].ToArray(),
        };
        if (header.BodyLength != chunk.Length - Size)
            throw new AuditIntegrityException($"chunk {header.Ordinal} of session {header.Session} has the wrong length");
        return header;
    }
}
