using System.Buffers.Binary;

namespace WireProxy.Audit.Ledger;

/// <summary>The public key that signs heads from a position on.</summary>
/// <param name="Position">Heads that cover frames from this one on.</param>
/// <param name="Epoch">Steps since the root.</param>
/// <param name="PublicKey">X and Y.</param>
/// <param name="Step">The head by which the key before vouches for it; null for a root, which a person vouches for.</param>
public sealed record KeychainEntry(long Position, long Epoch, ReadOnlyMemory<byte> PublicKey, SignedHead? Step);

/// <summary>
/// Every key that signed the ledger, from the first on: it outlives the days, so that the keys of the days that are left
/// can be followed back to the auditor's (docs/audit-format.md, "Keychain").
/// </summary>
public sealed class Keychain
{
    /// <summary>Bytes of a root entry.</summary>
    public const int RootSize = 16 + SignedHead.PublicKeySize;

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
                keychain.AddRoot(BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]), bytes[16..RootSize].ToArray());
            else if (SignedHead.Read(bytes[..size]) is { IsStep: true } step)
                keychain.AddStep(step);
            else
                return null;
            bytes = bytes[size..];
        }
        return keychain;
    }

    public static byte[] Root(long position, ReadOnlySpan<byte> publicKey)
    {
        byte[] root = new byte[RootSize];
        RootMagic.CopyTo(root);
        BinaryPrimitives.WriteInt64LittleEndian(root.AsSpan(8), position);
        publicKey.CopyTo(root.AsSpan(16));
        return root;
    }

    /// <summary>The key that signs heads over this position; null before the first.</summary>
    public KeychainEntry? KeyAt(long position) => _entries.FindLast(entry => entry.Position <= position);

    private void AddRoot(long position, ReadOnlyMemory<byte> publicKey) => _entries.Add(new KeychainEntry(position, 0, publicKey, null));

    // A step's own head is the last that the old key signs.
    internal void AddStep(SignedHead step) => _entries.Add(new KeychainEntry(step.Position + 1, step.Epoch + 1, step.NextKey, step));
}
