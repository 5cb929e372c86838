using System.Security.Cryptography;

namespace WireProxy.Masking.Values;

/// <summary>The secret of the <see cref="MaskKind.Hash"/> mask: without it, hashes can not be guessed from likely values.</summary>
internal sealed class MaskKey
{
    /// <summary>The shortest key, in bytes: a guess of it must cost as much as of the hash.</summary>
    public const int MinLength = 32;

    private readonly byte[] _key;

    /// <exception cref="ArgumentException">The key is shorter than <see cref="MinLength"/>.</exception>
    public MaskKey(ReadOnlySpan<byte> key)
    {
        if (key.Length < MinLength)
            throw new ArgumentException($"a mask key has at least {MinLength} bytes", nameof(key));
        _key = key.ToArray();
    }

    /// <summary>A key for one run of the program: hashes can then not be compared between runs.</summary>
    public static MaskKey CreateRandom() => new(RandomNumberGenerator.GetBytes(MinLength));

    /// <summary>HMAC-SHA-256 of <paramref name="message"/>.</summary>
    public void Authenticate(ReadOnlySpan<byte> message, Span<byte> mac) => HMACSHA256.HashData(_key, message, mac);
}
