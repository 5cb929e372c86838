using System.Security.Cryptography;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Keys;

/// <summary>Layout of a session key as the store keeps it (docs/audit-format.md, "Session key").</summary>
internal static class WrappedKey
{
    /// <summary>Bytes of a wrapped key.</summary>
    public const int Size = TagAt + SessionKey.TagSize;

    public const int KeySize = 32;

    private const int SessionAt = 8;
    private const int KeyIdAt = 24;
    private const int NonceAt = 32;
    private const int KeyAt = NonceAt + SessionKey.NonceSize;
    private const int TagAt = KeyAt + KeySize;

    private static ReadOnlySpan<byte> Magic => "WPSKEY01"u8;

    public static byte[] Wrap(SessionId session, KeyId masterId, ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> key)
    {
        byte[] wrapped = new byte[Size];
        Magic.CopyTo(wrapped);
        session.Write(wrapped.AsSpan(SessionAt));
        masterId.Write(wrapped.AsSpan(KeyIdAt));
        Span<byte> nonce = wrapped.AsSpan(NonceAt, SessionKey.NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(masterKey, SessionKey.TagSize);
        // The session's id is bound: a wrapped key moved to another session does not open.
        cipher.Encrypt(nonce, key, wrapped.AsSpan(KeyAt, KeySize), wrapped.AsSpan(TagAt), wrapped.AsSpan(0, NonceAt));
        return wrapped;
    }

    public static bool IsOne(ReadOnlySpan<byte> wrapped) => wrapped.Length == Size && wrapped.StartsWith(Magic);

    public static SessionId Session(ReadOnlySpan<byte> wrapped) => SessionId.Read(wrapped[SessionAt..]);

    public static KeyId MasterKey(ReadOnlySpan<byte> wrapped) => KeyId.Read(wrapped[KeyIdAt..]);

    public static bool TryUnwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> masterKey, Span<byte> key)
    {
        using var cipher = new AesGcm(masterKey, SessionKey.TagSize);
        try
        {
            cipher.Decrypt(
                wrapped.Slice(NonceAt, SessionKey.NonceSize), wrapped.Slice(KeyAt, KeySize), wrapped[TagAt..], key, wrapped[..NonceAt]);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
