using WireProxy.Audit.Indexing;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Sealing;

/// <summary>A chunk taken apart: a view of its bytes.</summary>
internal readonly ref struct ChunkContent
{
    private readonly ReadOnlySpan<byte> _bytes;

    private ChunkContent(ReadOnlySpan<byte> bytes, ChunkHeader header)
    {
        _bytes = bytes;
        Header = header;
    }

    /// <exception cref="AuditIntegrityException">These bytes are not a whole chunk.</exception>
    public ChunkContent(ReadOnlySpan<byte> bytes)
        : this(bytes, ChunkHeader.Read(bytes)) => RequireLength(Header.ChunkLength);

    /// <summary>A chunk that was read without its records.</summary>
    /// <exception cref="AuditIntegrityException">These bytes are not one.</exception>
    public static ChunkContent WithoutRecords(ReadOnlySpan<byte> bytes)
    {
        var content = new ChunkContent(bytes, ChunkHeader.Read(bytes));
        content.RequireLength(content.Header.ChunkLength - content.Header.RecordsLength);
        return content;
    }

    public ChunkHeader Header { get; }

    /// <summary>The records as they are stored.</summary>
    public ReadOnlySpan<byte> StoredRecords => _bytes.Slice(ChunkHeader.Size, Header.RecordsLength);

    public (SessionEntry Entry, Digest[] Texts) ReadEntry() =>
        EntryPart.Read(Header.Session, _bytes.Slice(ChunkHeader.Size + Header.RecordsLength, Header.EntryLength));

    /// <summary>Bytes of the records when they are readable.</summary>
    public int RecordsTextLength => Header.RecordsLength - Tag;

    /// <summary>Writes the readable records to <paramref name="text"/>, which has their length.</summary>
    public void ReadRecords(SessionKey? key, Span<byte> text)
    {
        if (Header.Sealing == ChunkSealing.Hashed)
            StoredRecords.CopyTo(text);
        else
            ChunkCipher.OpenRecords(Header, Required(key), _bytes[..ChunkHeader.Size], StoredRecords, text);
    }

    public List<StatementEntry> ReadOutcomes(SessionKey? key)
    {
        ReadOnlySpan<byte> stored = _bytes[^Header.OutcomesLength..];
        if (Header.Sealing == ChunkSealing.Hashed)
            return OutcomePart.Read(stored);
        SessionKey opening = Required(key);
        if (stored.IsEmpty)
            return [];
        byte[] text = new byte[Math.Max(0, stored.Length - Tag)];
        ChunkCipher.OpenOutcomes(Header, opening, _bytes[..ChunkHeader.Size], stored, text);
        return OutcomePart.Read(text);
    }

    private int Tag => Header.Sealing == ChunkSealing.AesGcm ? SessionKey.TagSize : 0;

    // Who has no key for a session that has one says so before it comes here: this one's was destroyed.
    private SessionKey Required(SessionKey? key) => key ?? throw new AuditErasedException(Header.Session);

    private void RequireLength(long length)
    {
        if (length != _bytes.Length)
            throw new AuditIntegrityException($"chunk {Header.Ordinal} of session {Header.Session} has the wrong length");
    }
}
