using System.Buffers.Binary;

namespace WireProxy.Audit.Ledger;

/// <summary>The public key that signs heads from a position on.</summary>
/// <param name="Position">Heads that cover frames from this one on.</param>
/// <param name="Epoch">Steps since the root.</param>
/// <param name="PublicKey">X and Y.</param>
/// <param name="Step">The head by which the key before vouches for it; null for a root, which a person vouches for.</param>
/// <param name="Root">A root's whole entry, which it signed itself.</param>
public sealed record KeychainEntry(long Position, long Epoch, ReadOnlyMemory<byte> PublicKey, SignedHead? Step, ReadOnlyMemory<byte> Root = default);

/// <summary>
/// Every key that signed the ledger, from the first on: it outlives the days, so that the keys of the days that are left
/// can be followed back to the auditor's (docs/audit-format.md, "Keychain").
/// </summary>
public sealed class Keychain
{
    /// <summary>Bytes of a root entry.</summary>
    public const int RootSize = SignedRootSize + SignatureSize;

    private const int LedgerAt = 8;
    private const int PositionAt = LedgerAt + LedgerId.Size;
    private const int PublicKeyAt = PositionAt + sizeof(long);
    private const int SignedRootSize = PublicKeyAt + SignedHead.PublicKeySize;
    private const int SignatureSize = 96;

    private readonly List<KeychainEntry> _entries = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<KeychainEntry> Entries => _entries;

    public KeychainEntry? Last => _entries.Count == 0 ? null : _entries[^1];

    private static ReadOnlySpan<byte> RootMagic => "WPROOT01"u8;

    /// <summary>Null when the bytes are no keychain.</summary>
    public static Keychain? Read(ReadOnlySpan<byte> bytes)
    {
        var keychain = new Keychain();
        while (!bytes.IsEmpty)
        {
            bool isRoot = bytes.StartsWith(RootMagic);
            int size = isRoot ? RootSize : SignedHead.Size;
            if (size > bytes.Length)
                return null;
            if (isRoot)
                keychain.AddRoot(bytes[..RootSize]);
            else if (SignedHead.Read(bytes[..size]) is { IsStep: true } step)
                keychain.AddStep(step);
            else
                return null;
            bytes = bytes[size..];
        }
        return keychain;
    }

    /// <summary>A root's entry, to be signed by the root itself: whoever has the key says where in which ledger it begins.</summary>
    public static byte[] Root(LedgerId ledger, long position, ReadOnlySpan<byte> publicKey)
    {
        byte[] root = new byte[SignedRootSize];
        RootMagic.CopyTo(root);
        ledger.Write(root.AsSpan(LedgerAt));
        BinaryPrimitives.WriteInt64LittleEndian(root.AsSpan(PositionAt), position);
        publicKey.CopyTo(root.AsSpan(PublicKeyAt));
        return root;
    }

    /// <summary>A root's signature over its own entry holds, and the entry is of this ledger.</summary>
    public static bool IsRootSigned(LedgerId ledger, KeychainEntry root)
    {
        ReadOnlySpan<byte> entry = root.Root.Span;
        return entry.Length == RootSize && entry[..SignedRootSize].SequenceEqual(Root(ledger, root.Position, root.PublicKey.Span))
            && PublicKeys.Verifies(root.PublicKey.Span, entry[..SignedRootSize], entry[SignedRootSize..]);
    }

    /// <summary>The key that signs heads over this position; null before the first.</summary>
    public KeychainEntry? KeyAt(long position) => _entries.FindLast(entry => entry.Position <= position);

    private void AddRoot(ReadOnlySpan<byte> root) => _entries.Add(new KeychainEntry(
        BinaryPrimitives.ReadInt64LittleEndian(root[PositionAt..]),
        0,
        root[PublicKeyAt..SignedRootSize].ToArray(),
        Step: null,
        root.ToArray()));

    // A step's own head is the last that the old key signs.
    internal void AddStep(SignedHead step) => _entries.Add(new KeychainEntry(step.Position + 1, step.Epoch + 1, step.NextKey, step));
}
