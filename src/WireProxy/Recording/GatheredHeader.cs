namespace WireProxy.Recording;

/// <summary>A header of a fixed size, gathered from bytes that come in runs of any length.</summary>
internal sealed class GatheredHeader(int size)
{
    private readonly byte[] _bytes = new byte[size];
    private int _length;

    /// <summary>Whether a part of it is here.</summary>
    public bool HasBegun => _length > 0;

    /// <summary>Takes what a run begins with of it. True once it is whole: what is taken after that belongs to the next one.</summary>
    public bool TryTake(ReadOnlySpan<byte> run, out int taken, out ReadOnlySpan<byte> header)
    {
        taken = Math.Min(_bytes.Length - _length, run.Length);
        run[..taken].CopyTo(_bytes.AsSpan(_length));
        _length += taken;
        header = _bytes;
        if (_length < _bytes.Length)
            return false;
        _length = 0;
        return true;
    }
}
