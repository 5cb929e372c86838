using System.Buffers;

namespace WireProxy.Masking.Postgres.Copy;

/// <summary>The start of a value whose end has not arrived, up to a limit. Cleared before it is given back: it is a masked value.</summary>
internal sealed class HeldBytes(int limit) : IDisposable
{
    private const int SmallestRent = 256;

    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <exception cref="MaskingException">More than the limit would be held.</exception>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Check(limit - Length, bytes.Length);
        if (_bytes.Length - Length < bytes.Length)
            Grow(Length + bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <exception cref="MaskingException">A value of this length is over the limit.</exception>
    public void Check(int length) => Check(limit, length);

    public void Clear()
    {
        _bytes.AsSpan(0, Length).Clear();
        Length = 0;
    }

    public void Dispose()
    {
        Clear();
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Check(int room, int length)
    {
        if (length > room)
            throw new MaskingException($"a masked value in a COPY is over the limit of {limit} bytes that masking can hold (Limits:MaxInspectedFrameBytes)");
    }

    private void Grow(int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(SmallestRent, (int)Math.Min(Math.Max(needed, 2L * Length), Array.MaxLength)));
        Span.CopyTo(larger);
        int length = Length;
        Dispose();
        (_bytes, Length) = (larger, length);
    }
}
