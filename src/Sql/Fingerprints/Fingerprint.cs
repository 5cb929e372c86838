using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WireProxy.Sql.Fingerprints;

/// <summary>
/// Names the shape of a statement: its tokens without literals, comments, spacing and the case of what has none. Two
/// statements of one fingerprint differ in nothing else (docs/policy.md). The first byte is the version.
/// </summary>
public readonly record struct Fingerprint(UInt128 Value)
{
    /// <summary>A change of what goes into a fingerprint makes all earlier ones match nothing, so it is a new version.</summary>
    public const byte Version = 1;

    private const int Digits = 32;

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out Fingerprint value, [NotNullWhen(false)] out string? problem)
    {
        value = default;
        if (text.Length != Digits || !UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 number))
        {
            problem = "expected 32 hexadecimal digits, as check and learn print them";
            return false;
        }
        byte version = (byte)(number >> 120);
        problem = version == Version ? null : string.Create(CultureInfo.InvariantCulture, $"is of version {version}; this program knows {Version}");
        value = new Fingerprint(number);
        return problem is null;
    }
}
