using System.Security.Cryptography;

namespace WireProxy.Audit.Ledger;

/// <summary>Public keys as they stand in heads and in PEM files.</summary>
public static class PublicKeys
{
    private const int CoordinateSize = SignedHead.PublicKeySize / 2;

    /// <summary>X and Y of a P-384 key.</summary>
    public static byte[] Point(ECDsa key)
    {
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        return [.. point.X!, .. point.Y!];
    }

    /// <exception cref="CryptographicException">Not a point of the curve.</exception>
    public static ECDsa Import(ReadOnlySpan<byte> point) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP384,
        Q = new ECPoint { X = point[..CoordinateSize].ToArray(), Y = point[CoordinateSize..].ToArray() },
    });

    /// <summary>Whether this key signed the head.</summary>
    public static bool Verifies(ReadOnlySpan<byte> point, SignedHead head) => Verifies(point, head.ToSign(), head.Signature.Span);

    /// <summary>Whether this key signed these bytes.</summary>
    public static bool Verifies(ReadOnlySpan<byte> point, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature)
    {
        try
        {
            using ECDsa key = Import(point);
            return key.VerifyData(bytes, signature, HashAlgorithmName.SHA384);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Every key of a PEM file: after a new signing key was made, the auditor's file has the old and the new one.</summary>
    /// <exception cref="CryptographicException">Something in it is not a P-384 public key, or nothing is.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> ReadPem(string text)
    {
        List<ReadOnlyMemory<byte>> points = [];
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            points.Add(ReadKey(rest[fields.Location].ToString()));
            rest = rest[fields.Location.End..];
        }
        return points.Count > 0 ? points : throw new CryptographicException("there is no PEM public key in it");
    }

    /// <summary>The PEM text of a public key.</summary>
    public static string WritePem(ReadOnlySpan<byte> point)
    {
        using ECDsa key = Import(point);
        return key.ExportSubjectPublicKeyInfoPem() + "\n";
    }

    private static byte[] ReadKey(string pem)
    {
        using ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (ArgumentException error)
        {
            throw new CryptographicException("the PEM text holds something else than a public key", error);
        }
        byte[] point = Point(key);
        return point.Length == SignedHead.PublicKeySize ? point : throw new CryptographicException("the public key is not on P-384");
    }
}
