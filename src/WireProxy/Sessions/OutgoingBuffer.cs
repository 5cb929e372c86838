using System.Buffers;

namespace WireProxy.Sessions;

/// <summary>
/// What leaves for one read of input. As long as nothing is changed it is a slice of that input and nothing is copied;
/// from the first change on, kept runs and new bytes are put together in a rented buffer.
/// </summary>
internal sealed class OutgoingBuffer : IBufferWriter<byte>, IDisposable
{
    private const int SmallestRent = 4 * 1024;

    private ReadOnlyMemory<byte> _input;
    private int _runStart;
    private byte[] _changed = [];
    private int _length;

    /// <summary>Starts anew over one read of input.</summary>
    public void Begin(ReadOnlyMemory<byte> input)
    {
        _input = input;
        _runStart = 0;
        _length = 0;
    }

    /// <summary>Bytes put together so far; what is kept unchanged counts once the run ends.</summary>
    public int ChangedLength => _length;

    /// <summary>What was put together from a <see cref="ChangedLength"/> on, for completing what stands before its length is known.</summary>
    public Span<byte> ChangedFrom(int start) => _changed.AsSpan(start, _length - start);

    /// <summary>Takes back what was put together beyond <paramref name="length"/> bytes.</summary>
    public void TakeBack(int length) => _length = Math.Min(_length, length);

    /// <summary>Leaves out the input bytes in <c>[from, to)</c>; the caller may then write others in their place.</summary>
    public OutgoingBuffer Replace(int from, int to)
    {
        this.Write(_input.Span[_runStart..from]);
        _runStart = to;
        return this;
    }

    /// <summary>Ends the last run. The result is valid until the next <see cref="Begin"/>.</summary>
    /// <param name="consumed">How much of the input was looked at.</param>
    public ReadOnlyMemory<byte> Finish(int consumed)
    {
        if (_length == 0)
            return _input[_runStart..consumed];
        Replace(consumed, consumed);
        return _changed.AsMemory(0, _length);
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _changed.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _changed.AsSpan(_length);
    }

    /// <summary>Gives the rented buffer back, so that an idle session holds none.</summary>
    public void Dispose()
    {
        if (_changed.Length > 0)
            ArrayPool<byte>.Shared.Return(_changed);
        _changed = [];
        _length = 0;
        _input = default;
    }

    private void Grow(int sizeHint)
    {
        int needed = checked(_length + Math.Max(sizeHint, 1));
        if (needed <= _changed.Length)
            return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(SmallestRent, (int)Math.Min(2L * _changed.Length, Array.MaxLength))));
        _changed.AsSpan(0, _length).CopyTo(larger);
        if (_changed.Length > 0)
            ArrayPool<byte>.Shared.Return(_changed);
        _changed = larger;
    }
}
