using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Verification;

/// <summary>
/// Holds a ledger against everything that was signed over it: the keychain, the stored head, its own head frames, and what
/// a witness kept. Each says which link the frame at a position has.
/// </summary>
internal sealed class HeadCheck
{
    private readonly LedgerId _ledger;
    private readonly VerifyRequest _request;
    private readonly FindingLog _log;
    private readonly SignatureMemory _signatures;
    private readonly Keychain? _keychain;
    private readonly SignedHead? _stored;
    private readonly ReadOnlyMemory<byte> _storedBytes;
    private readonly Dictionary<long, List<Claim>> _claims = [];
    private SignedHead? _lastFrame;
    private SignedHead? _frameBefore;

    public HeadCheck(LedgerId ledger, StoredHeads heads, VerifyRequest request, FindingLog log, SignatureMemory signatures)
    {
        _ledger = ledger;
        _request = request;
        _log = log;
        _signatures = signatures;
        _keychain = Keychain.Read(heads.Keychain.Span);
        _storedBytes = heads.Head;
        _stored = SignedHead.Read(heads.Head.Span);
        foreach (KeychainEntry entry in _keychain?.Entries ?? [])
        {
            if (entry.Step is { } step)
                AddClaim(step, Source.Keychain);
        }
        if (_stored is not null)
            AddClaim(_stored, Source.StoredHead);
        foreach (SignedHead witnessed in request.Witnessed.Where(head => head.Ledger == ledger))
            AddClaim(witnessed, Source.Witness);
    }

    /// <summary>The last position that a trusted signature covers; after <see cref="Finish"/>.</summary>
    public long SignedPosition { get; private set; }

    /// <summary>There are keys by which frames are signed.</summary>
    public bool IsSigned => _keychain is { Entries.Count: > 0 };

    /// <summary>The ledger's frame at this position has this link.</summary>
    public void Meet(long position, Digest link)
    {
        if (!_claims.Remove(position, out List<Claim>? claims))
            return;
        foreach (Claim claim in claims.Where(claim => claim.Head.Link != link && Counts(claim)))
        {
            _log.Add(new Finding(FindingKind.Changed, $"{claim.Name} knows another frame {position}: the ledger was written anew from there or before")
            {
                Position = position,
            });
        }
    }

    /// <summary>A head frame of the ledger.</summary>
    public void MeetFrame(LocatedFrame frame, LedgerPosition before)
    {
        SignedHead? head = SignedHead.Read(frame.Payload.Span);
        if (head is null || head.Ledger != _ledger || head.Position != before.Position || head.Link != before.Link)
        {
            _log.Add(new Finding(FindingKind.Changed, "a signed head does not fit its place") { Day = frame.Day, Offset = frame.Offset, Position = frame.Header.Position });
            return;
        }
        (_frameBefore, _lastFrame) = (_lastFrame, head);
    }

    public void Finish(long lastPosition)
    {
        CheckKeychain();
        CheckStored(lastPosition);
        CheckLastFrame();
        CheckCutOff(lastPosition);
    }

    private void CheckKeychain()
    {
        if (_keychain is null)
        {
            _log.Add(new Finding(FindingKind.Changed, "the keychain is damaged"));
            return;
        }
        KeychainEntry? before = null;
        foreach (KeychainEntry entry in _keychain.Entries)
        {
            if (entry.Step is { } step && (before is null || step.Ledger != _ledger || step.Epoch != before.Epoch || !_signatures.Verify(before.PublicKey, step)))
                _log.Add(new Finding(FindingKind.NotSigned, $"the keychain's key of epoch {entry.Epoch} is not signed by the one before") { Position = entry.Position });
            if (entry.Step is null && _request.PublicKeys.Count > 0 && !IsTrusted(entry.PublicKey))
                _log.Add(new Finding(FindingKind.NotSigned, "the keychain begins with a key that is not the auditor's") { Position = entry.Position });
            if (entry.Step is null && !_signatures.VerifyRoot(_ledger, entry))
                _log.Add(new Finding(FindingKind.NotSigned, "the keychain's first key does not vouch for where it begins") { Position = entry.Position });
            before = entry;
        }
        if (_request.PublicKeys.Count > 0 && _keychain.Entries.Count == 0)
            _log.Add(new Finding(FindingKind.NotSigned, "nothing in the store is signed"));
    }

    // The stored head is replaced after its frame is on the disk: after a crash it may be the one before the last.
    private void CheckStored(long lastPosition)
    {
        if (_storedBytes.IsEmpty && _lastFrame is null && !IsSigned)
            return;
        if (_stored is null)
        {
            if (_lastFrame is not null || !_storedBytes.IsEmpty)
                _log.Add(new Finding(_storedBytes.IsEmpty ? FindingKind.Missing : FindingKind.Changed, "the stored head is gone or damaged"));
            return;
        }
        bool fits = Same(_stored, _lastFrame) || Same(_stored, _frameBefore) || _stored.Position > lastPosition || _lastFrame is null;
        if (!fits || !Holds(_stored))
            _log.Add(new Finding(FindingKind.Changed, "the stored head is not the last one of the ledger") { Position = _stored.Position });
    }

    private void CheckLastFrame()
    {
        if (_lastFrame is null)
            return;
        if (Holds(_lastFrame))
            SignedPosition = _lastFrame.Position;
        else
            _log.Add(new Finding(FindingKind.NotSigned, $"the last signed head, over frame {_lastFrame.Position}, is not signed by the ledger's key") { Position = _lastFrame.Position });
    }

    private void CheckCutOff(long lastPosition)
    {
        foreach ((long position, List<Claim> claims) in _claims.OrderBy(pair => pair.Key))
        {
            if (position <= lastPosition || claims.Find(Counts) is not { } claim)
                continue;
            _log.Add(new Finding(
                FindingKind.CutOff, $"the ledger ends at frame {lastPosition}, but {claim.Name} has a signature over frame {position}: the end was cut off, or the store was put back")
            {
                Position = position,
            });
            return;
        }
    }

    // The witness is believed as it is: of a store that was put back, the keys that signed later are not there any more.
    private bool Counts(Claim claim) => claim.Source == Source.Witness || Holds(claim.Head);

    private bool Holds(SignedHead head) =>
        head.Ledger == _ledger && _keychain?.KeyAt(head.Position) is { } key && key.Epoch == head.Epoch && _signatures.Verify(key.PublicKey, head);

    private bool IsTrusted(ReadOnlyMemory<byte> key) => _request.PublicKeys.Any(trusted => trusted.Span.SequenceEqual(key.Span));

    private void AddClaim(SignedHead head, Source source)
    {
        if (!_claims.TryGetValue(head.Position, out List<Claim>? claims))
            _claims.Add(head.Position, claims = []);
        claims.Add(new Claim(head, source));
    }

    private static bool Same(SignedHead stored, SignedHead? frame) =>
        frame is not null && stored.ToBytes().AsSpan().SequenceEqual(frame.ToBytes());

    private sealed record Claim(SignedHead Head, Source Source)
    {
        public string Name => Source switch
        {
            Source.Keychain => "the keychain",
            Source.StoredHead => "the stored head",
            _ => "the witness",
        };
    }

    private enum Source
    {
        Keychain,
        StoredHead,
        Witness,
    }
}
