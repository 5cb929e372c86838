using System.Buffers;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Masking.Postgres.Copy;

/// <summary>Room for one masked value at a time, kept from value to value.</summary>
internal sealed class MaskedValue : IDisposable
{
    private const int SmallestRent = 256;

    private byte[] _bytes = [];

    /// <summary>The replacement of a value, valid until the next; false for NULL.</summary>
    /// <exception cref="MaskingException">It could be longer than a message.</exception>
    public bool TryMask(ValueRewriter mask, ReadOnlySpan<byte> value, out ReadOnlySpan<byte> masked)
    {
        int written = mask.Write(value, Room(mask.MaxLength(value.Length)));
        masked = _bytes.AsSpan(0, Math.Max(written, 0));
        return written != ValueRewriter.Null;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        _bytes = [];
    }

    private Span<byte> Room(long length)
    {
        if (length > DataRowRewriter.MaxLengthWord)
            throw new MaskingException("a masked value exceeds the message limit");
        if (length > _bytes.Length)
        {
            Dispose();
            _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(SmallestRent, (int)length));
        }
        return _bytes;
    }
}
