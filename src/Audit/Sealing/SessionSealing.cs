using System.Globalization;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Intake;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Sealing;

/// <summary>What to seal in a round.</summary>
internal enum SealingRound
{
    /// <summary>What is old or large enough.</summary>
    Due,

    /// <summary>All there is.</summary>
    Everything,
}

/// <summary>Takes one session's records out of the intake, in order and each once, as chunks with their catalog entries.</summary>
internal sealed class SessionSealing(IRecordSource source, SessionState state, SessionSecret? secret, StoredPosition? stored) : IDisposable
{
    private readonly BlockCursor _cursor = new(source);
    private readonly SessionChain _chain = new(stored);
    private readonly long _storedSequence = stored?.LastSequence ?? 0;
    private long _takenAt;

    public IRecordSource Source => source;

    public SessionState State => state;

    /// <summary>The session's key; null where nothing is encrypted.</summary>
    public SessionSecret? Secret => secret;

    /// <summary>Its end is in a chunk that was taken.</summary>
    public bool IsFinished => state.EndedAt is not null;

    /// <summary>Bytes that can be taken now.</summary>
    public long Available => _cursor.Available;

    public bool IsDue(SealingRound round, SealingOptions options, TimeProvider time)
    {
        bool ended = source.IsEnded;
        long available = _cursor.Available;
        if (available == 0)
        {
            if (!ended)
                _takenAt = time.GetTimestamp();
            return ended && !IsFinished;
        }
        return ended || round == SealingRound.Everything || available >= options.EagerBytes || IsOld(options, time);
    }

    /// <summary>Of the bytes that can be taken, those that are due: what does not fill a chunk waits for more.</summary>
    public long Due(SealingOptions options, TimeProvider time) =>
        IsOld(options, time) ? _cursor.Available : _cursor.Available / options.EagerBytes * options.EagerBytes;

    /// <summary>The next chunk; null when there is nothing to take.</summary>
    public SessionWrite? Take(ChunkPacker packer, TimeProvider time)
    {
        _takenAt = time.GetTimestamp();
        bool ended = source.IsEnded;
        bool drained = Fill(packer);
        if (drained && ended && !IsFinished)
            AddEnd(packer);
        if (packer.IsEmpty)
            return null;
        IReadOnlyList<StatementEntry> statements = state.TakeStatements();
        return packer.Seal(state.Entry(), statements, _chain, secret?.Key);
    }

    /// <summary>Everything that was taken is in the store.</summary>
    public void Stored() => _cursor.Release();

    public void Dispose() => secret?.Key.Dispose();

    private bool IsOld(SealingOptions options, TimeProvider time) => time.GetElapsedTime(_takenAt) >= options.ChunkAge;

    private bool Fill(ChunkPacker packer)
    {
        while (true)
        {
            ReadOnlySpan<byte> run = _cursor.Peek();
            if (run.IsEmpty)
                return true;
            var records = new RecordReader(run);
            int start = 0;
            while (records.TryReadUnchecked(out AuditRecord record))
            {
                ReadOnlySpan<byte> whole = run[start..records.Position];
                byte[]? loss = FindLoss(record.Header);
                if (!packer.HasRoomFor(whole.Length + (loss is null ? 0 : RecordWriter.SizeOf(loss.Length))))
                {
                    _cursor.Advance(start);
                    return false;
                }
                start = records.Position;
                // A restart finds records again that the store has: the intake is given back only after the store's commit.
                if (record.Header.Sequence <= _storedSequence)
                    continue;
                if (loss is not null)
                    state.Apply(packer.Add(record.Header with { Kind = RecordKind.Event, Sequence = state.Last.Sequence + 1 }, loss));
                if (!packer.TryAdd(record.Header.Sequence, whole))
                    throw Changed();
                state.Apply(record);
            }
            if (!records.AtEnd)
                throw Changed();
            _cursor.Advance(start);
        }
    }

    private AuditIntegrityException Changed() => new($"session {source.Session}: a record in the intake changed after it was written");

    // Without the durability that is for that, a loss of power can take records and leave later ones.
    private byte[]? FindLoss(RecordHeader next)
    {
        long first = state.Last.Sequence + 1;
        return next.Sequence <= first
            ? null
            : RecordPayload.Write(new SessionEvent("records lost", string.Create(CultureInfo.InvariantCulture, $"{first} to {next.Sequence - 1}")));
    }

    // Carries the time of the last record: when a killed proxy lost the session is not known better than that.
    private void AddEnd(ChunkPacker packer)
    {
        RecordHeader last = state.Last;
        byte[] payload = RecordPayload.Write(new SessionEnded(source.UnwrittenEndReason ?? ""));
        bool neverBegan = last.Sequence == 0;
        if (neverBegan || !packer.HasRoomFor(RecordWriter.SizeOf(payload.Length)))
            return;
        RecordHeader header = last with { Kind = RecordKind.SessionEnded, Sequence = last.Sequence + 1 };
        state.Apply(packer.Add(header, payload));
    }
}
