namespace WireProxy.Recording.Redaction;

/// <summary>The last bytes of a text that comes in pieces.</summary>
internal sealed class RecentBytes
{
    private const int Capacity = 64;

    private readonly byte[] _bytes = new byte[Capacity];
    private int _length;

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _length);

    /// <summary>Nothing was left out: this is the text from its beginning.</summary>
    public bool IsWhole { get; private set; } = true;

    public void Clear() => (_length, IsWhole) = (0, true);

    public void Add(ReadOnlySpan<byte> piece)
    {
        int kept = Math.Min(_length, Math.Max(0, Capacity - piece.Length));
        IsWhole &= kept == _length && piece.Length <= Capacity;
        _bytes.AsSpan(_length - kept, kept).CopyTo(_bytes);
        piece = piece[^Math.Min(piece.Length, Capacity)..];
        piece.CopyTo(_bytes.AsSpan(kept));
        _length = kept + piece.Length;
    }
}
