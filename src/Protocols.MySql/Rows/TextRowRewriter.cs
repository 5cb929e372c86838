using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Rows;

/// <summary>Rewrites rows of the reply to COM_QUERY.</summary>
/// <param name="masks">One entry per column, null where the value passes as it is.</param>
public sealed class TextRowRewriter(params ValueRewriter?[] masks) : ResultRowRewriter
{
    private readonly ValueRewriter?[] _masks = [.. masks];

    private protected override long MaxLength(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        long bound = payload.Length;
        foreach (ValueRewriter? mask in _masks)
        {
            int length = reader.ReadNullableString(out bool isNull).Length;
            if (mask is not null && !isNull)
                bound = Grow(bound, mask, length);
        }
        reader.End();
        return bound;
    }

    private protected override int WritePayload(ReadOnlySpan<byte> payload, Span<byte> destination)
    {
        var reader = new PayloadReader(payload);
        int copied = 0, written = 0;
        foreach (ValueRewriter? mask in _masks)
        {
            int start = reader.Position;
            ReadOnlySpan<byte> value = reader.ReadNullableString(out bool isNull);
            if (mask is null || isNull)
                continue;
            payload[copied..start].CopyTo(destination[written..]);
            written += start - copied;
            written += WriteValue(mask, value, destination[written..]);
            copied = reader.Position;
        }
        payload[copied..].CopyTo(destination[written..]);
        return written + payload.Length - copied;
    }

    private static int WriteValue(ValueRewriter mask, ReadOnlySpan<byte> value, Span<byte> destination)
    {
        int written = WriteLengthEncoded(mask, value, destination);
        if (written != ValueRewriter.Null)
            return written;
        destination[0] = PayloadReader.NullMarker;
        return 1;
    }
}
