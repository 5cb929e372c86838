using System.Collections.Concurrent;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Verification;

/// <summary>Remembers which signatures hold: a check takes more than a millisecond, and the same head stands in several places.</summary>
public sealed class SignatureMemory
{
    private readonly ConcurrentDictionary<Digest, bool> _known = new();

    public bool VerifyRoot(LedgerId ledger, KeychainEntry root)
    {
        Digest question = Digest.Of([.. Keychain.Root(ledger, root.Position, root.PublicKey.Span), .. root.Root.Span]);
        return _known.GetOrAdd(question, _ => Keychain.IsRootSigned(ledger, root));
    }

    public bool Verify(ReadOnlyMemory<byte> publicKey, SignedHead head)
    {
        Digest question = Digest.Of([.. publicKey.Span, .. head.ToBytes()]);
        return _known.GetOrAdd(question, _ => PublicKeys.Verifies(publicKey.Span, head));
    }
}
