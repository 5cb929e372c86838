namespace WireProxy.Masking.Values;

/// <summary>
/// Keeps the first and last characters and shows a fill for each hidden one. A value that would be kept whole is hidden
/// whole.
/// </summary>
internal sealed class KeepEndsMask(int first, int last, byte[] fill, TextType type) : ValueMask
{
    // A character has at least one byte, so neither a kept nor a hidden one takes more than its bytes times the fill's.
    public override long MaxLength(int valueLength) => (long)valueLength * fill.Length;

    public override int Write(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        ReadOnlySpan<byte> text = type.Trim(value);
        int count = type.Count(text);
        long kept = (long)first + last;
        int hidden = count > kept ? (int)(count - kept) : count;
        int start = count > kept ? type.LengthOf(text, first) : 0;
        int end = count > kept
            ? start + type.LengthOf(text[start..], hidden)
            : text.Length;

        text[..start].CopyTo(destination);
        int written = start + Repeat(hidden, destination[start..]);
        value[end..].CopyTo(destination[written..]);
        return written + value.Length - end;
    }

    private int Repeat(int count, Span<byte> destination)
    {
        if (fill.Length == 1)
            destination[..count].Fill(fill[0]);
        for (int i = 0; i < count && fill.Length > 1; i++)
            fill.CopyTo(destination[(i * fill.Length)..]);
        return count * fill.Length;
    }
}
