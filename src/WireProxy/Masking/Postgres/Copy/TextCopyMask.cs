using System.Buffers;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Postgres.Copy;

/// <summary>
/// The text format: a backslash takes the next byte with it, so that a bare delimiter or newline always is one
/// (PostgreSQL, "COPY", Text Format).
/// </summary>
internal sealed class TextCopyMask(CopyLayout layout, CopyColumns columns, int limit) : LineCopyMask(layout, columns, limit)
{
    private const byte Backslash = (byte)'\\';

    private readonly SearchValues<byte> _marks = SearchValues.Create([layout.Delimiter, Newline, Backslash]);
    private readonly SearchValues<byte> _escaped = SearchValues.Create([.. "\b\f\n\r\t\v\\"u8, layout.Delimiter]);
    private readonly ArrayBufferWriter<byte> _value = new();
    private bool _isEscaped;

    protected override int FieldEnd(ReadOnlySpan<byte> data, int at)
    {
        while (at < data.Length)
        {
            if (_isEscaped)
            {
                // The server writes a newline in a value as \n.
                if (data[at] == Newline)
                    throw Malformed("a line ends in a backslash");
                _isEscaped = false;
                at++;
                continue;
            }
            int step = data[at..].IndexOfAny(_marks);
            if (step < 0)
                return -1;
            at += step;
            if (data[at] != Backslash)
                return at;
            _isEscaped = true;
            at++;
        }
        return -1;
    }

    protected override bool TryRead(ReadOnlySpan<byte> field, out ReadOnlySpan<byte> value)
    {
        value = field;
        // Compared as it is written: a value of these characters has its backslash escaped, if the text for NULL has one.
        if (field.SequenceEqual(NullText))
            return false;
        if (field.Contains(Backslash))
            value = Unescape(field);
        return true;
    }

    protected override void Write(ReadOnlySpan<byte> value, int column, IBufferWriter<byte> output)
    {
        while (value.IndexOfAny(_escaped) is >= 0 and int at)
        {
            output.Write(value[..at]);
            output.Write([Backslash, Letter(value[at])]);
            value = value[(at + 1)..];
        }
        output.Write(value);
    }

    private static byte Letter(byte control) => control switch
    {
        (byte)'\b' => (byte)'b',
        (byte)'\f' => (byte)'f',
        (byte)'\n' => (byte)'n',
        (byte)'\r' => (byte)'r',
        (byte)'\t' => (byte)'t',
        (byte)'\v' => (byte)'v',
        _ => control,
    };

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> field)
    {
        _value.ResetWrittenCount();
        Span<byte> value = _value.GetSpan(field.Length);
        int written = 0;
        while (!field.IsEmpty)
        {
            int length = 1;
            byte next = field[0];
            if (next == Backslash)
                length = Escape(field, out next);
            value[written++] = next;
            field = field[length..];
        }
        return value[..written];
    }

    private static int Escape(ReadOnlySpan<byte> field, out byte value)
    {
        value = field[1]; // FieldEnd leaves no backslash alone
        switch (value)
        {
            case (byte)'b':
                value = (byte)'\b';
                return 2;
            case (byte)'f':
                value = (byte)'\f';
                return 2;
            case (byte)'n':
                value = (byte)'\n';
                return 2;
            case (byte)'r':
                value = (byte)'\r';
                return 2;
            case (byte)'t':
                value = (byte)'\t';
                return 2;
            case (byte)'v':
                value = (byte)'\v';
                return 2;
            case >= (byte)'0' and <= (byte)'7':
                return 1 + Digits(field[1..], 3, 8, out value);
            case (byte)'x' when field.Length > 2 && char.IsAsciiHexDigit((char)field[2]):
                return 2 + Digits(field[2..], 2, 16, out value);
            default:
                return 2;
        }
    }

    private static int Digits(ReadOnlySpan<byte> text, int most, int radix, out byte value)
    {
        int number = 0, count = 0;
        for (; count < most && count < text.Length && Digit(text[count]) is var digit && digit < radix; count++)
            number = (number * radix) + digit;
        value = (byte)number;
        return count;
    }

    private static int Digit(byte character) => character switch
    {
        >= (byte)'0' and <= (byte)'9' => character - '0',
        >= (byte)'a' and <= (byte)'f' => character - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => character - 'A' + 10,
        _ => int.MaxValue,
    };
}
