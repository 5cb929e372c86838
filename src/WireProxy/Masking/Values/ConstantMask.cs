namespace WireProxy.Masking.Values;

/// <summary>The same bytes, or NULL, for every value.</summary>
internal sealed class ConstantMask(byte[]? constant) : ValueMask
{
    public static ConstantMask Nulls { get; } = new(null);

    public override long MaxLength(int valueLength) => constant?.Length ?? 0;

    public override int Write(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        if (constant is null)
            return Null;
        constant.CopyTo(destination);
        return constant.Length;
    }
}
