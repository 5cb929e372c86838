using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Rows;

/// <summary>
/// Rewrites rows of the replies to COM_STMT_EXECUTE and COM_STMT_FETCH. The types are those of the definitions that came
/// with the execution, which may differ from those of the preparation (protocols reference 2.C).
/// </summary>
/// <param name="types">One entry per column.</param>
/// <param name="masks">One entry per column, null where the value passes as it is.</param>
public sealed class BinaryRowRewriter(ReadOnlySpan<FieldType> types, params ValueRewriter?[] masks) : ResultRowRewriter
{
    private const int BitmapStart = 1;

    private readonly FieldType[] _types = types.Length == masks.Length
        ? types.ToArray()
        : throw new ArgumentException("a type and a mask belong to each column", nameof(masks));

    private readonly ValueRewriter?[] _masks = [.. masks];

    private protected override long MaxLength(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        ReadOnlySpan<byte> nullBitmap = BinaryRow.ReadNullBitmap(ref reader, _types.Length);
        long bound = payload.Length;
        for (int i = 0; i < _types.Length; i++)
        {
            if (NullBitmap.IsSet(nullBitmap, i + BinaryRow.NullBitmapOffset))
                continue;
            int length = BinaryValue.ReadContent(ref reader, _types[i]).Length;
            if (_masks[i] is { } mask)
                bound = Grow(bound, mask, length);
        }
        reader.End();
        return bound;
    }

    private protected override int WritePayload(ReadOnlySpan<byte> payload, Span<byte> destination)
    {
        var reader = new PayloadReader(payload);
        ReadOnlySpan<byte> nullBitmap = BinaryRow.ReadNullBitmap(ref reader, _types.Length);
        int copied = reader.Position, written = reader.Position;
        payload[..copied].CopyTo(destination);
        for (int i = 0; i < _types.Length; i++)
        {
            if (NullBitmap.IsSet(nullBitmap, i + BinaryRow.NullBitmapOffset))
                continue;
            int start = reader.Position;
            ReadOnlySpan<byte> value = BinaryValue.ReadContent(ref reader, _types[i]);
            if (_masks[i] is not { } mask)
                continue;
            payload[copied..start].CopyTo(destination[written..]);
            written += start - copied;
            int masked = WriteValue(mask, _types[i], value, destination[written..]);
            // A NULL is its bit and no bytes at all.
            if (masked == ValueRewriter.Null)
                NullBitmap.Set(destination[BitmapStart..], i + BinaryRow.NullBitmapOffset);
            written += Math.Max(masked, 0);
            copied = reader.Position;
        }
        payload[copied..].CopyTo(destination[written..]);
        return written + payload.Length - copied;
    }

    private static int WriteValue(ValueRewriter mask, FieldType type, ReadOnlySpan<byte> value, Span<byte> destination)
    {
        BinaryLayout layout = BinaryValue.LayoutOf(type);
        if (layout == BinaryLayout.LengthEncoded)
            return WriteLengthEncoded(mask, value, destination);
        int lengthSize = layout == BinaryLayout.Fixed ? 0 : 1;
        int written = mask.Write(value, destination[lengthSize..]);
        if (written < 0)
            return ValueRewriter.Null;
        // The client finds the next value by this length: a wrong one would show it bytes of others.
        if (!BinaryValue.IsLength(type, written))
            throw new InvalidOperationException($"a mask wrote {written} bytes for {type}");
        if (lengthSize > 0)
            destination[0] = (byte)written;
        return lengthSize + written;
    }
}
