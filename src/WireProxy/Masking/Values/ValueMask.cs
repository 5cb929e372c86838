namespace WireProxy.Masking.Values;

/// <summary>Replaces the values of one result column. Never asked for NULL, which stays NULL.</summary>
internal abstract class ValueMask
{
    /// <summary>What <see cref="Write"/> returns for NULL.</summary>
    public const int Null = -1;

    /// <summary>The most bytes that the replacement of a value of <paramref name="valueLength"/> bytes can take.</summary>
    public abstract long MaxLength(int valueLength);

    /// <summary>
    /// Writes the replacement at the start of <paramref name="destination"/>, which holds <see cref="MaxLength"/> bytes.
    /// </summary>
    /// <returns>The bytes written, or <see cref="Null"/>.</returns>
    public abstract int Write(ReadOnlySpan<byte> value, Span<byte> destination);
}
