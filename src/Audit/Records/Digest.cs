using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WireProxy.Audit.Records;

/// <summary>A SHA-256 hash as a value. The default is 32 zero bytes, which stands for "none".</summary>
public readonly record struct Digest
{
    /// <summary>Bytes of a hash.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    // Beginning anew costs a quarter less than a new one, which counts for texts of a hundred bytes.
    [ThreadStatic]
    private static IncrementalHash? s_hash;

    private readonly UInt128 _high;
    private readonly UInt128 _low;

    private Digest(UInt128 high, UInt128 low)
    {
        _high = high;
        _low = low;
    }

    public static Digest Of(ReadOnlySpan<byte> bytes)
    {
        IncrementalHash sha256 = s_hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(bytes);
        Span<byte> hash = stackalloc byte[Size];
        sha256.GetHashAndReset(hash);
        return Read(hash);
    }

    public static Digest Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt128BigEndian(source), BinaryPrimitives.ReadUInt128BigEndian(source[16..]));

    public static bool TryParse(string? hex, out Digest digest)
    {
        digest = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (hex is not { Length: 2 * Size }
            || Convert.FromHexString(hex, bytes, out _, out int written) != System.Buffers.OperationStatus.Done || written != Size)
            return false;
        digest = Read(bytes);
        return true;
    }

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], _low);
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
