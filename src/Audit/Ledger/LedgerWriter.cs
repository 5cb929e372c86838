using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Ledger;

/// <summary>
/// Puts everything that is sealed into one chain and the chain into the store, a batch at a time. Used by the sealing task
/// only. A batch that the store did not take stays as it is and is tried again.
/// </summary>
internal sealed class LedgerWriter(IAuditStore store, LedgerOptions options, TimeProvider time)
{
    private readonly LedgerState _state = new();
    private readonly List<LedgerWrite> _batch = [];
    private readonly HashSet<SessionId> _keyed = [];
    private HeadSigner? _signer;
    private LedgerPosition _end;
    private DateOnly _batchDay;
    private DateOnly? _toClose;

    public LedgerState State => _state;

    /// <summary>Frames were added that the store does not have yet.</summary>
    public bool HasUncommitted => _batch.Count > 0;

    /// <summary>Where signed heads go besides the store.</summary>
    public Action<SignedHead>? HeadSigned { get; set; }

    /// <summary>Continues the ledger in the store.</summary>
    /// <exception cref="AuditStoreException">The store ends before what was signed or is damaged.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        foreach (LedgerFrame frame in await store.ReadStateAsync(options.Id, cancellationToken))
            _state.Apply(frame);
        _end = _state.End;
        StoredHeads heads = await store.ReadHeadsAsync(options.Id, cancellationToken);
        if (!heads.Head.IsEmpty)
            CheckNotBehind(SignedHead.Read(heads.Head.Span) ?? throw new AuditStoreException("the audit store's last signed head is damaged"));
        if (options.Signing is { } key)
        {
            _signer = new HeadSigner(store, options, key, time);
            await _signer.OpenAsync(_state, heads, cancellationToken);
        }
        if (_state.Day is { } last && last < Today() && _state.FindClosed(last) is null)
            _toClose = last;
        Add(FrameKind.Started, LedgerPayload.Write(options.Program));
        await CommitAsync(cancellationToken);
    }

    /// <summary>Adds a chunk, and before it the session's key where the day does not have it yet.</summary>
    /// <returns>Bytes added.</returns>
    public long Add(SessionWrite write, byte[]? wrappedKey)
    {
        BeginBatch();
        long bytes = 0;
        if (wrappedKey is not null && _keyed.Add(write.Session.Id))
            bytes += Append(FrameKind.SessionKey, wrappedKey, Digest.Of(wrappedKey), session: null);
        if (write.Session.EndedAt is not null)
            _keyed.Remove(write.Session.Id);
        return bytes + Append(FrameKind.Chunk, write.Chunk.Bytes, write.Chunk.Hash, write);
    }

    public void Add(FrameKind kind, byte[] payload)
    {
        BeginBatch();
        Append(kind, payload, Digest.Of(payload), session: null);
    }

    /// <summary>Puts what was added into the store. When it throws, everything stays and this may be called again.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count > 0)
        {
            await store.WriteAsync(new LedgerBatch(options.Id, _batchDay, _batch), cancellationToken);
            foreach (LedgerWrite write in _batch)
                _state.Apply(write.Frame);
            _batch.Clear();
        }
        if (_toClose is { } day)
        {
            _toClose = null;
            await CloseCatalogAsync(day, cancellationToken);
        }
    }

    /// <summary>Commits and signs now: before something is destroyed, the record that it will be must count.</summary>
    public async Task CommitAndSignAsync(CancellationToken cancellationToken)
    {
        await CommitAsync(cancellationToken);
        if (_signer?.IsBehind(_end) == true)
            await SignAsync(_signer, cancellationToken);
    }

    /// <summary>Signs what was committed, if enough time went by.</summary>
    public Task SignIfDueAsync(CancellationToken cancellationToken) =>
        _signer?.IsDue(_end) == true ? SignAsync(_signer, cancellationToken) : Task.CompletedTask;

    /// <summary>The catalog of an earlier day was changed: closes it again.</summary>
    public Task RecloseCatalogAsync(DateOnly day, CancellationToken cancellationToken) =>
        day == _state.Day ? Task.CompletedTask : CloseCatalogAsync(day, cancellationToken);

    /// <summary>The last that is done: closes the day's catalog and signs.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await CommitAsync(cancellationToken);
        if (_state.Day is { } day)
            await CloseCatalogAsync(day, cancellationToken);
        if (_signer?.IsBehind(_end) == true)
            await SignAsync(_signer, cancellationToken);
    }

    private async Task SignAsync(HeadSigner signer, CancellationToken cancellationToken)
    {
        SignedHead head = signer.Sign(_end);
        Add(FrameKind.Head, head.ToBytes());
        await CommitAsync(cancellationToken);
        await signer.StoredAsync(head, cancellationToken);
        HeadSigned?.Invoke(head);
    }

    private async Task CloseCatalogAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (await store.CloseCatalogAsync(options.Id, day, cancellationToken) is not { } hash)
            return;
        Add(FrameKind.CatalogClosed, LedgerPayload.Write(new CatalogClosed(LedgerPayload.Text(day), hash.ToString())));
        await CommitAsync(cancellationToken);
    }

    // The day of a batch is that of its beginning. A clock that goes back reopens no day.
    private void BeginBatch()
    {
        if (_batch.Count > 0)
            return;
        DateOnly today = Today();
        _batchDay = _state.Day is { } open && open >= today ? open : today;
        if (_state.Day == _batchDay)
            return;
        _toClose = _state.Day ?? _toClose;
        _keyed.Clear();
        byte[] opening = LedgerPayload.Write(new DayOpened(
            options.Id.ToString(), LedgerPayload.Text(_batchDay), _end.Link.ToString(), [.. _state.Held.Select(session => session.ToString())], [.. _state.Erased]));
        Append(FrameKind.DayOpened, opening, Digest.Of(opening), session: null);
    }

    private long Append(FrameKind kind, ReadOnlyMemory<byte> payload, Digest hash, SessionWrite? session)
    {
        FrameHeader header = _end.Next(kind, payload.Span, hash, RecordHeader.Microseconds(time.GetUtcNow()));
        _end = new LedgerPosition(header.Position, header.Link);
        _batch.Add(new LedgerWrite(new LedgerFrame(header, payload), session));
        return header.FrameSize;
    }

    // Frames are on the disk before the head over them is: a store that ends before its head was cut off, or put back.
    private void CheckNotBehind(SignedHead head)
    {
        if (head.Position > _end.Position)
            throw new AuditStoreException(
                $"the audit store ends at frame {_end.Position}, but frame {head.Position} was signed: it was cut off or put back to an earlier state");
    }

    private DateOnly Today() => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
}
