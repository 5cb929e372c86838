using System.Diagnostics.CodeAnalysis;

namespace WireProxy.Audit.Ledger;

/// <summary>Names one ledger: the chain of all that one proxy has sealed. Random, so that no ledger can pass for another.</summary>
public readonly record struct LedgerId
{
    /// <summary>Bytes of the binary form.</summary>
    public const int Size = 16;

    private readonly Guid _value;

    private LedgerId(Guid value) => _value = value;

    public static LedgerId Create() => new(Guid.NewGuid());

    public static LedgerId Read(ReadOnlySpan<byte> source) => new(new Guid(source[..Size], bigEndian: true));

    public static bool TryParse([NotNullWhen(true)] string? text, out LedgerId id)
    {
        bool valid = Guid.TryParseExact(text, "N", out Guid value);
        id = new LedgerId(value);
        return valid;
    }

    public void Write(Span<byte> destination) => _value.TryWriteBytes(destination, bigEndian: true, out _);

    public override string ToString() => _value.ToString("N");
}
