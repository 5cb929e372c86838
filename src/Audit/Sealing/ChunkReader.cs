using WireProxy.Audit.Keys;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Sealing;

/// <summary>Where the chunks of a session may begin.</summary>
internal enum ChainStart
{
    AtFirstChunk,

    /// <summary>Retention took the days in which the session began.</summary>
    WhereRetentionLeftOff,
}

/// <summary>Reads the chunks of one session in order and checks that each continues the one before.</summary>
/// <param name="key">The session's key; null where nothing is encrypted.</param>
/// <param name="start">Where they may begin.</param>
internal sealed class ChunkReader(SessionKey? key, ChainStart start = ChainStart.AtFirstChunk)
{
    private byte[] _records = [];
    private int _length;
    private ChunkHeader? _last;
    private Digest _head;
    private long _sequence;
    private int _at;

    /// <exception cref="AuditIntegrityException">It is not the chunk that was written after the previous one.</exception>
    public void Open(SealedChunk chunk)
    {
        if (Digest.Of(chunk.Bytes.Span) != chunk.Hash)
            throw new AuditIntegrityException($"chunk {chunk.Ordinal} of session {chunk.Session} was changed");
        var content = new ChunkContent(chunk.Bytes.Span);
        ChunkHeader header = content.Header;
        if (header.Session != chunk.Session || !Follows(header))
            throw new AuditIntegrityException($"chunk {(_last?.Ordinal ?? 0) + 1} of session {chunk.Session} is missing or was replaced");
        _at = 0;
        _length = content.RecordsTextLength;
        if (_records.Length < _length)
            _records = new byte[_length];
        content.ReadRecords(key, _records.AsSpan(0, _length));
        _last = header;
        _head = chunk.Hash;
    }

    /// <summary>The next record of the open chunk; false at its end.</summary>
    public bool TryRead(out AuditRecord record)
    {
        var records = new RecordReader(_records.AsSpan(_at, _length - _at));
        if (records.AtEnd)
        {
            record = default;
            return false;
        }
        if (!records.TryRead(out record) || record.Header.Session != _last!.Session || record.Header.Sequence <= _sequence)
            throw new AuditIntegrityException($"record {_sequence + 1} of session {_last!.Session} is damaged");
        _sequence = record.Header.Sequence;
        _at += records.Position;
        return true;
    }

    private bool Follows(ChunkHeader header)
    {
        if (_last is not null)
            return header.Ordinal == _last.Ordinal + 1 && header.Previous == _head;
        return start == ChainStart.WhereRetentionLeftOff || (header.Ordinal == 1 && header.Previous == default);
    }
}
