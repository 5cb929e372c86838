using System.Buffers.Binary;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Sealing;

/// <summary>How records and outcomes of a chunk are sealed. On disk: append only.</summary>
public enum ChunkSealing : byte
{
    /// <summary>Readable; protected by the chain of hashes.</summary>
    Hashed = 1,

    /// <summary>AES-256-GCM under the session's key, and in the chain of hashes like the others.</summary>
    AesGcm = 2,
}

/// <summary>First 160 bytes of a chunk (docs/audit-format.md, "Chunk").</summary>
public sealed record ChunkHeader
{
    /// <summary>Bytes of the header.</summary>
    public const int Size = PreviousAt + Digest.Size;

    private const int SealingAt = 8;
    private const int SessionAt = 16;
    private const int OrdinalAt = 32;
    private const int FirstAt = 40;
    private const int LastAt = 48;
    private const int RecordsAt = 56;
    private const int RecordsLengthAt = 60;
    private const int EntryLengthAt = 64;
    private const int OutcomesLengthAt = 68;
    private const int NonceAt = 72;
    private const int MasterKeyAt = 88;
    private const int KeyHashAt = 96;
    private const int PreviousAt = 128;

    public required ChunkSealing Sealing { get; init; }

    public required SessionId Session { get; init; }

    /// <summary>Position among the session's chunks, from 1.</summary>
    public required long Ordinal { get; init; }

    public required long FirstSequence { get; init; }

    public required long LastSequence { get; init; }

    public required int Records { get; init; }

    /// <summary>Bytes of the records, as stored.</summary>
    public required int RecordsLength { get; init; }

    /// <summary>Bytes of the entry.</summary>
    public required int EntryLength { get; init; }

    /// <summary>Bytes of the outcomes, as stored.</summary>
    public required int OutcomesLength { get; init; }

    /// <summary>Of the records; the last byte of the outcomes' is 1. Empty where nothing is encrypted.</summary>
    public ReadOnlyMemory<byte> Nonce { get; init; }

    /// <summary>The master key that wraps the session's key.</summary>
    public KeyId MasterKey { get; init; }

    /// <summary>Hash of the wrapped key.</summary>
    public Digest KeyHash { get; init; }

    /// <summary>Hash of the session's previous chunk; zero for the first.</summary>
    public required Digest Previous { get; init; }

    /// <summary>Bytes of the whole chunk.</summary>
    public long ChunkLength => (long)Size + RecordsLength + EntryLength + OutcomesLength;

    private static ReadOnlySpan<byte> Magic => "WPCHUNK2"u8;

    internal void Write(Span<byte> destination)
    {
        Span<byte> header = destination[..Size];
        header.Clear();
        Magic.CopyTo(header);
        header[SealingAt] = (byte)Sealing;
        Session.Write(header[SessionAt..]);
        BinaryPrimitives.WriteInt64LittleEndian(header[OrdinalAt..], Ordinal);
        BinaryPrimitives.WriteInt64LittleEndian(header[FirstAt..], FirstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(header[LastAt..], LastSequence);
        BinaryPrimitives.WriteInt32LittleEndian(header[RecordsAt..], Records);
        BinaryPrimitives.WriteInt32LittleEndian(header[RecordsLengthAt..], RecordsLength);
        BinaryPrimitives.WriteInt32LittleEndian(header[EntryLengthAt..], EntryLength);
        BinaryPrimitives.WriteInt32LittleEndian(header[OutcomesLengthAt..], OutcomesLength);
        Nonce.Span.CopyTo(header[NonceAt..]);
        MasterKey.Write(header[MasterKeyAt..]);
        KeyHash.Write(header[KeyHashAt..]);
        Previous.Write(header[PreviousAt..]);
    }

    /// <summary>Whose chunk these bytes are, if they are one.</summary>
    internal static SessionId SessionOf(ReadOnlySpan<byte> chunk) => SessionId.Read(chunk[SessionAt..]);

    /// <exception cref="AuditIntegrityException">These bytes are not the start of a chunk.</exception>
    public static ChunkHeader Read(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < Size || !chunk.StartsWith(Magic))
            throw new AuditIntegrityException("not an audit chunk");
        var header = new ChunkHeader
        {
            Sealing = (ChunkSealing)chunk[SealingAt],
            Session = SessionId.Read(chunk[SessionAt..]),
            Ordinal = BinaryPrimitives.ReadInt64LittleEndian(chunk[OrdinalAt..]),
            FirstSequence = BinaryPrimitives.ReadInt64LittleEndian(chunk[FirstAt..]),
            LastSequence = BinaryPrimitives.ReadInt64LittleEndian(chunk[LastAt..]),
            Records = BinaryPrimitives.ReadInt32LittleEndian(chunk[RecordsAt..]),
            RecordsLength = BinaryPrimitives.ReadInt32LittleEndian(chunk[RecordsLengthAt..]),
            EntryLength = BinaryPrimitives.ReadInt32LittleEndian(chunk[EntryLengthAt..]),
            OutcomesLength = BinaryPrimitives.ReadInt32LittleEndian(chunk[OutcomesLengthAt..]),
            Nonce = chunk.Slice(NonceAt, SessionKey.NonceSize).ToArray(),
            MasterKey = KeyId.Read(chunk[MasterKeyAt..]),
            KeyHash = Digest.Read(chunk[KeyHashAt..]),
            Previous = Digest.Read(chunk[PreviousAt..]),
        };
        bool isWhole = header.RecordsLength >= 0 && header.EntryLength >= 0 && header.OutcomesLength >= 0;
        return isWhole && header.Sealing is (ChunkSealing.Hashed or ChunkSealing.AesGcm)
            ? header
            : throw new AuditIntegrityException($"chunk {header.Ordinal} of session {header.Session} is damaged or sealed in an unknown way");
    }
}
