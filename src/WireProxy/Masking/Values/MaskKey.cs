using System.Security.Cryptography;

namespace WireProxy.Masking.Values;

/// <summary>The secret of the <see cref="MaskKind.Hash"/> mask: without it, hashes can not be guessed from likely values.</summary>
internal sealed class MaskKey : IDisposable
{
    /// <summary>The shortest key, in bytes: a guess of it must cost as much as of the hash.</summary>
    public const int MinLength = 32;

    // Keyed once per thread: the one-shot call sets the key up anew for each value, which costs more than the hash itself.
    private readonly byte[] _key;
    private readonly ThreadLocal<IncrementalHash> _hashes;

    /// <exception cref="ArgumentException">The key is shorter than <see cref="MinLength"/>.</exception>
    public MaskKey(ReadOnlySpan<byte> key)
    {
        if (key.Length < MinLength)
            throw new ArgumentException($"a mask key has at least {MinLength} bytes", nameof(key));
        _key = key.ToArray();
        _hashes = new ThreadLocal<IncrementalHash>(
            () => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key), trackAllValues: true);
    }

    /// <summary>A key for one run of the program: hashes can then not be compared between runs.</summary>
    public static MaskKey CreateRandom() => new(RandomNumberGenerator.GetBytes(MinLength));

    /// <summary>HMAC-SHA-256 of <paramref name="message"/>.</summary>
    public void Authenticate(ReadOnlySpan<byte> message, Span<byte> mac)
    {
        IncrementalHash hash = _hashes.Value!;
        hash.AppendData(message);
        hash.GetHashAndReset(mac);
    }

    public void Dispose()
    {
        foreach (IncrementalHash hash in _hashes.Values)
            hash.Dispose();
        _hashes.Dispose();
        CryptographicOperations.ZeroMemory(_key);
    }
}
