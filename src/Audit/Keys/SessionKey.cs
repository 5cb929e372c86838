using System.Security.Cryptography;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Keys;

/// <summary>
/// The key of one session's chunks. The store has it wrapped by a master key; once that copy is zeroed nobody can read the
/// session any more, whatever copies of its chunks there are.
/// </summary>
public sealed class SessionKey : IDisposable
{
    private readonly AesGcm _cipher;

    internal SessionKey(KeyId masterKey, ReadOnlySpan<byte> key, Digest wrappedHash)
    {
        MasterKey = masterKey;
        WrappedHash = wrappedHash;
        _cipher = new AesGcm(key, TagSize);
    }

    /// <summary>Bytes that a sealed part grows by.</summary>
    public const int TagSize = 16;

    public const int NonceSize = 12;

    public KeyId MasterKey { get; }

    /// <summary>Hash of the wrapped key: the chunks carry it.</summary>
    public Digest WrappedHash { get; }

    /// <summary>Encrypts in place; the tag follows the <paramref name="part"/>'s text in it.</summary>
    internal void Seal(ReadOnlySpan<byte> nonce, Span<byte> part, ReadOnlySpan<byte> header)
    {
        Span<byte> text = part[..^TagSize];
        _cipher.Encrypt(nonce, text, text, part[^TagSize..], header);
    }

    /// <summary>Decrypts to <paramref name="text"/>; false when key, header or part are not those of the sealing.</summary>
    internal bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> part, Span<byte> text, ReadOnlySpan<byte> header)
    {
        try
        {
            _cipher.Decrypt(nonce, part[..^TagSize], part[^TagSize..], text, header);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public void Dispose() => _cipher.Dispose();
}
