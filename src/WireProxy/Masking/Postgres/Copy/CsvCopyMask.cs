using System.Buffers;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Postgres.Copy;

/// <summary>
/// The csv format: a field is quoted from its first to its last byte or not at all, and only an unquoted one can be NULL
/// (PostgreSQL, "COPY", CSV Format).
/// </summary>
internal sealed class CsvCopyMask : LineCopyMask
{
    private const byte CarriageReturn = (byte)'\r';

    private readonly byte _quote;
    private readonly byte _escape;
    private readonly QuoteRule[] _rules;
    private readonly SearchValues<byte> _bareMarks;
    private readonly SearchValues<byte> _quotedMarks;
    private readonly ArrayBufferWriter<byte> _value = new();
    private Place _place;

    public CsvCopyMask(CopyLayout layout, CopyColumns columns, int limit) : base(layout, columns, limit)
    {
        (_quote, _escape) = (layout.Quote, layout.Escape);
        _rules = [.. columns.Names.Select(name => layout.ForcedQuotes == ForcedQuotes.All || layout.ForcedColumns.Contains(name)
            ? QuoteRule.Always
            : QuoteRule.IfNeeded)];
        _bareMarks = SearchValues.Create([layout.Delimiter, Newline, CarriageReturn, _quote]);
        _quotedMarks = SearchValues.Create([_quote, _escape]);
    }

    protected override int FieldEnd(ReadOnlySpan<byte> data, int at)
    {
        while (at < data.Length)
        {
            switch (_place)
            {
                case Place.Start:
                    _place = data[at] == _quote ? Place.Quoted : Place.Bare;
                    at += _place == Place.Quoted ? 1 : 0;
                    break;
                case Place.Bare:
                    return BareEnd(data, at);
                case Place.Quoted:
                    int step = data[at..].IndexOfAny(_quotedMarks);
                    if (step < 0)
                        return -1;
                    at += step;
                    _place = data[at] == _quote ? Place.BehindQuote : Place.BehindEscape;
                    at++;
                    break;
                case Place.BehindEscape:
                    if (data[at] != _quote && data[at] != _escape)
                        throw Malformed("an escape is followed by neither a quote nor an escape");
                    _place = Place.Quoted;
                    at++;
                    break;
                default:
                    if (data[at] != _quote || _quote != _escape)
                        return Ended(data, at);
                    _place = Place.Quoted;
                    at++;
                    break;
            }
        }
        return -1;
    }

    protected override bool TryRead(ReadOnlySpan<byte> field, out ReadOnlySpan<byte> value)
    {
        value = field;
        if (field.IsEmpty || field[0] != _quote)
            return !field.SequenceEqual(NullText);
        value = field[1..^1];
        if (value.Contains(_escape))
            value = Unescape(value);
        return true;
    }

    protected override void Write(ReadOnlySpan<byte> value, int column, IBufferWriter<byte> output)
    {
        if (!MustQuote(value, column))
        {
            output.Write(value);
            return;
        }
        output.Write([_quote]);
        while (value.IndexOfAny(_quotedMarks) is >= 0 and int at)
        {
            output.Write(value[..at]);
            output.Write([_escape, value[at]]);
            value = value[(at + 1)..];
        }
        output.Write(value);
        output.Write([_quote]);
    }

    private int BareEnd(ReadOnlySpan<byte> data, int at)
    {
        int step = data[at..].IndexOfAny(_bareMarks);
        return step < 0 ? -1 : Ended(data, at + step);
    }

    private int Ended(ReadOnlySpan<byte> data, int at)
    {
        if (data[at] != Delimiter && data[at] != Newline)
            throw Malformed("a quote or carriage return stands where a field should end");
        _place = Place.Start;
        return at;
    }

    private bool MustQuote(ReadOnlySpan<byte> value, int column) =>
        _rules[column] == QuoteRule.Always || value.IndexOfAny(_bareMarks) >= 0 || value.SequenceEqual(NullText)
        // Alone on its line it would end the data.
        || (_rules.Length == 1 && value.SequenceEqual(@"\."u8));

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> body)
    {
        _value.ResetWrittenCount();
        Span<byte> value = _value.GetSpan(body.Length);
        int written = 0;
        for (int at = 0; at < body.Length; at++)
        {
            // FieldEnd has seen that a quote or an escape follows.
            if (body[at] == _escape)
                at++;
            value[written++] = body[at];
        }
        return value[..written];
    }

    private enum Place : byte
    {
        Start,
        Bare,
        Quoted,
        BehindEscape,
        /// <summary>Behind the last quote of a field, or, where the escape is a quote, between the two of a pair.</summary>
        BehindQuote,
    }

    private enum QuoteRule : byte
    {
        IfNeeded,
        Always,
    }
}
