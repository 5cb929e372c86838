using LiteDB;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.LiteDb;

/// <summary>Where a chunk is, as a document, and back.</summary>
internal static class ChunkDocument
{
    public static BsonDocument Write(SealedChunk chunk, long position) => new()
    {
        [TableRanges.Id] = position,
        [StoreTables.Other] = RowKey.Of(chunk.Session, chunk.Ordinal),
        ["first"] = chunk.FirstSequence,
        ["last"] = chunk.LastSequence,
        ["length"] = (long)chunk.Bytes.Length,
    };

    /// <exception cref="AuditIntegrityException">A value that no chunk can have.</exception>
    public static CatalogChunk Read(BsonDocument row) => new(
        RowKey.SessionAt(row[StoreTables.Other], 0),
        RowKey.NumberAt(row[StoreTables.Other], SessionId.Size),
        SessionDocument.Number(row, TableRanges.Id),
        SessionDocument.Number(row, "first"),
        SessionDocument.Number(row, "last"),
        (int)SessionDocument.Number(row, "length"));

    /// <summary>Header, entry and outcomes of a chunk; of an erased one its zeros.</summary>
    /// <exception cref="AuditIntegrityException">It is none.</exception>
    public static ReadOnlyMemory<byte> WithoutRecords(ReadOnlyMemory<byte> chunk)
    {
        if (!chunk.Span.ContainsAnyExcept((byte)0))
            return chunk;
        ChunkHeader header = ChunkHeader.Read(chunk.Span);
        return header.ChunkLength == chunk.Length
            ? (byte[])[.. chunk.Span[..ChunkHeader.Size], .. chunk.Span[(ChunkHeader.Size + header.RecordsLength)..]]
            : throw new AuditIntegrityException($"chunk {header.Ordinal} of session {header.Session} has the wrong length");
    }
}
