namespace WireProxy.Masking.Values;

/// <summary>
/// Keeps the first character and the domain: <c>a***@example.com</c>. A local part of one character is hidden whole, and
/// what is not surely one address is hidden whole.
/// </summary>
internal sealed class EmailMask(byte[] hidden, TextType type) : ValueMask
{
    public override long MaxLength(int valueLength) => Math.Max(valueLength + (long)Hiding.Length, hidden.Length);

    private static ReadOnlySpan<byte> Hiding => "***"u8;

    public override int Write(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        ReadOnlySpan<byte> text = type.Trim(value);
        if (!EmailAddress.TrySplit(text, out ReadOnlySpan<byte> local, out ReadOnlySpan<byte> domain))
            return Put(hidden, destination);
        int shown = type.Count(local) > 1 ? type.LengthAt(local, 0) : 0;
        int length = Put(local[..shown], destination);
        length += Put(Hiding, destination[length..]);
        length += Put("@"u8, destination[length..]);
        length += Put(domain, destination[length..]);
        // The hiding can be longer than what it hides; a declared limit that is exceeded leaves no room for a domain.
        return Fits(destination[..length]) ? length : Put(hidden, destination);
    }

    private bool Fits(ReadOnlySpan<byte> masked) => type.Cut(masked).Length == masked.Length;

    private static int Put(ReadOnlySpan<byte> bytes, Span<byte> destination)
    {
        bytes.CopyTo(destination);
        return bytes.Length;
    }
}
