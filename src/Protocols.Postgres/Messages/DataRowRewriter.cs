using System.Buffers;
using System.Buffers.Binary;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>
/// Writes rows of one result with the values of some columns replaced. Runs of columns without a mask are copied as one
/// block; nothing is allocated per row, and nothing is written of a row that is refused.
/// </summary>
/// <param name="masks">One entry per column, null where the value passes as it is.</param>
public sealed class DataRowRewriter(params ValueRewriter?[] masks)
{
    /// <summary>The largest length word: the server can build nothing larger either (its 1 GiB allocation limit).</summary>
    public const int MaxLengthWord = 0x3FFF_FFFF;

    private const int CountSize = 2;
    private const int LengthSize = 4;

    private readonly ValueRewriter?[] _masks = [.. masks];

    /// <summary>One entry per column, null where the value passes as it is.</summary>
    public IReadOnlyList<ValueRewriter?> Masks => _masks;

    /// <summary>Writes the complete frame of the row in <paramref name="body"/>.</summary>
    /// <exception cref="PostgresProtocolException">
    /// The body is not exactly one row, has another number of columns than the masks, or could exceed the limit masked.
    /// </exception>
    public void Rewrite(ReadOnlySpan<byte> body, IBufferWriter<byte> output)
    {
        long bodyBound = MaxBodyLength(body);
        if (bodyBound > MaxLengthWord - LengthSize)
            throw new PostgresProtocolException("masked row exceeds the message limit", "54000");
        Span<byte> frame = output.GetSpan(FrameHeader.Size + (int)bodyBound);
        int bodyLength = WriteBody(body, frame[FrameHeader.Size..]);
        frame[0] = (byte)BackendMessageCode.DataRow;
        BinaryPrimitives.WriteInt32BigEndian(frame[1..], checked(bodyLength + LengthSize));
        output.Advance(FrameHeader.Size + bodyLength);
    }

    /// <summary>Checks the row and bounds its masked length.</summary>
    private long MaxBodyLength(ReadOnlySpan<byte> body)
    {
        var reader = new PayloadReader(body);
        int count = reader.ReadCount();
        if (count != _masks.Length)
            throw new PostgresProtocolException($"row has {count} columns, {_masks.Length} were announced");
        long bound = body.Length;
        foreach (ValueRewriter? mask in _masks)
        {
            int length = reader.ReadValue(out bool isNull).Length;
            if (mask is not null && !isNull)
                bound += mask.MaxLength(length) - length;
        }
        reader.End();
        return bound;
    }

    /// <summary>The row is known to be whole: lengths are not checked again.</summary>
    private int WriteBody(ReadOnlySpan<byte> body, Span<byte> destination)
    {
        int read = CountSize, copied = 0, written = 0;
        foreach (ValueRewriter? mask in _masks)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(body[read..]);
            int next = read + LengthSize + Math.Max(length, 0);
            if (mask is not null && length >= 0)
            {
                ReadOnlySpan<byte> run = body[copied..read];
                run.CopyTo(destination[written..]);
                written += run.Length;
                int masked = mask.Write(body[(read + LengthSize)..next], destination[(written + LengthSize)..]);
                BinaryPrimitives.WriteInt32BigEndian(destination[written..], masked);
                written += LengthSize + Math.Max(masked, 0);
                copied = next;
            }
            read = next;
        }
        body[copied..].CopyTo(destination[written..]);
        return written + body.Length - copied;
    }
}
