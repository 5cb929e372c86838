using WireProxy.Audit.Keys;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Ledger;

/// <summary>Signs heads and steps the key. A step is in the key's file before the ledger names it, and done after: a crash between repeats nothing and loses nothing.</summary>
internal sealed class HeadSigner(IAuditStore store, LedgerOptions options, SigningKey key, TimeProvider time)
{
    private long _signedPosition;
    private long _signedAt;
    private long _steppedAt = time.GetTimestamp();

    /// <summary>Joins the key to the ledger's keychain.</summary>
    /// <exception cref="AuditKeyException">It is neither new nor the one that the keychain ends with.</exception>
    public async Task OpenAsync(LedgerState state, StoredHeads heads, CancellationToken cancellationToken)
    {
        Keychain keychain = Keychain.Read(heads.Keychain.Span) ?? throw new AuditStoreException("the audit store's keychain is damaged");
        await FinishStepAsync(keychain, state.LastHead, cancellationToken);
        KeychainEntry? last = keychain.Last;
        if (key.Epoch == 0 && (last is null || !last.PublicKey.Span.SequenceEqual(key.PublicKey.Span)))
        {
            byte[] root = Keychain.Root(options.Id, state.End.Position + 1, key.PublicKey.Span);
            await store.WriteKeychainAsync(options.Id, (byte[])[.. root, .. key.Sign(root)], cancellationToken);
        }
        else if (last is null || last.Epoch != key.Epoch || !last.PublicKey.Span.SequenceEqual(key.PublicKey.Span))
            throw new AuditKeyException("the signing key does not follow the audit store's keychain: it signed another store, or is an old copy; create a new one");
        _signedPosition = state.LastHead is null ? 0 : state.End.Position == state.LastHead.Position + 1 ? state.End.Position : state.LastHead.Position;
    }

    /// <summary>There are frames that wait for a signature long enough.</summary>
    public bool IsDue(LedgerPosition end) =>
        end.Position > _signedPosition && (_signedAt == 0 || time.GetElapsedTime(_signedAt) >= options.HeadInterval);

    /// <summary>Frames were added since the last head.</summary>
    public bool IsBehind(LedgerPosition end) => end.Position > _signedPosition;

    public SignedHead Sign(LedgerPosition end)
    {
        bool steps = key.CanStep && time.GetElapsedTime(_steppedAt) >= options.StepInterval;
        var head = new SignedHead
        {
            Ledger = options.Id,
            Position = end.Position,
            Link = end.Link,
            UnixMicroseconds = Records.RecordHeader.Microseconds(time.GetUtcNow()),
            Epoch = key.Epoch,
            NextKey = steps ? key.BeginStep() : default,
        };
        return head with { Signature = key.Sign(head.ToSign()) };
    }

    /// <summary>The head is in the store.</summary>
    public async Task StoredAsync(SignedHead head, CancellationToken cancellationToken)
    {
        // The head's own frame needs no signature of its own.
        _signedPosition = head.Position + 1;
        _signedAt = time.GetTimestamp();
        if (!head.IsStep)
            return;
        await store.WriteKeychainAsync(options.Id, head.ToBytes(), cancellationToken);
        key.CompleteStep();
        _steppedAt = time.GetTimestamp();
    }

    private async Task FinishStepAsync(Keychain keychain, SignedHead? lastHead, CancellationToken cancellationToken)
    {
        if (key.NextKey.IsEmpty)
            return;
        if (keychain.Last is { } last && last.PublicKey.Span.SequenceEqual(key.NextKey.Span))
        {
            key.CompleteStep();
            return;
        }
        if (lastHead is { IsStep: true } step && step.NextKey.Span.SequenceEqual(key.NextKey.Span))
        {
            await store.WriteKeychainAsync(options.Id, step.ToBytes(), cancellationToken);
            key.CompleteStep();
            keychain.AddStep(step);
            return;
        }
        key.AbandonStep();
    }
}
