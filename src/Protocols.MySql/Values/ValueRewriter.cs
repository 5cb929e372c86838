namespace WireProxy.Protocols.MySql.Values;

/// <summary>
/// Replaces the values of one result column; lengths before values are not its concern. Never called for NULL, which
/// stays NULL. In a binary row a type of fixed size keeps its size, and a date or time has a length that its type can have.
/// </summary>
public abstract class ValueRewriter
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
