using System.Buffers;
using System.Text;
using WireProxy.Protocols.Postgres.Values;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Postgres.Copy;

/// <summary>
/// What the text and csv formats have in common: fields with delimiters between them, rows that end in a newline, and a
/// spelling of NULL. The server writes the same newline on every system.
/// </summary>
internal abstract class LineCopyMask(CopyLayout layout, CopyColumns columns, int limit) : CopyMask
{
    protected const byte Newline = (byte)'\n';

    private readonly ValueRewriter?[] _masks = [.. columns.Masks];
    private readonly byte[] _null = Encoding.ASCII.GetBytes(layout.NullText);
    private readonly HeldBytes _held = new(limit);
    private readonly MaskedValue _masked = new();
    private Row _row = layout.Header == CopyHeader.Names ? Row.Names : Row.Values;
    private bool _isOpen;

    protected byte Delimiter { get; } = layout.Delimiter;

    protected ReadOnlySpan<byte> NullText => _null;

    /// <summary>The column that the next byte belongs to.</summary>
    protected int Column { get; private set; }

    public sealed override void Write(ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        int kept = 0; // bytes before are written, or held
        for (int at = 0; at < data.Length;)
        {
            _isOpen = true;
            ValueRewriter? mask = _row == Row.Values ? _masks[Column] : null;
            int end = FieldEnd(data, at);
            if (mask is not null)
            {
                output.Write(data[kept..at]);
                kept = end < 0 ? data.Length : end;
                if (end < 0)
                    _held.Add(data[at..]);
                else
                    WriteMasked(data[at..end], mask, output);
            }
            if (end < 0)
                break;
            Next(data[end]);
            at = end + 1;
        }
        output.Write(data[kept..]);
    }

    public sealed override void End()
    {
        if (_isOpen)
            throw Malformed("it ends inside a row");
    }

    public sealed override void Dispose()
    {
        _held.Dispose();
        _masked.Dispose();
    }

    /// <summary>Where the field ends that <paramref name="at"/> is in: at a delimiter or newline, or -1 if that is still to come.</summary>
    protected abstract int FieldEnd(ReadOnlySpan<byte> data, int at);

    /// <summary>The value that a field stands for; false for NULL.</summary>
    protected abstract bool TryRead(ReadOnlySpan<byte> field, out ReadOnlySpan<byte> value);

    /// <summary>Writes a value as the server would.</summary>
    protected abstract void Write(ReadOnlySpan<byte> value, int column, IBufferWriter<byte> output);

    private void WriteMasked(ReadOnlySpan<byte> end, ValueRewriter mask, IBufferWriter<byte> output)
    {
        if (_held.Length > 0)
        {
            _held.Add(end);
            end = _held.Span;
        }
        if (!TryRead(end, out ReadOnlySpan<byte> value))
            output.Write(end);
        else if (_masked.TryMask(mask, value, out ReadOnlySpan<byte> masked))
            Write(masked, Column, output);
        else
            output.Write(_null);
        _held.Clear();
    }

    private void Next(byte mark)
    {
        bool isLast = Column == _masks.Length - 1;
        if (isLast != (mark == Newline))
            throw Malformed($"a row does not have the {_masks.Length} columns that were announced");
        Column = isLast ? 0 : Column + 1;
        if (!isLast)
            return;
        _row = Row.Values;
        _isOpen = false;
    }

    private enum Row : byte
    {
        Names,
        Values,
    }
}
