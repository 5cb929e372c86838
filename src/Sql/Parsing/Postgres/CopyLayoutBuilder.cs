using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>
/// Collects the options of one COPY and holds them against the server's own rules, so that what is accepted here can not
/// be read in two ways. Methods return false for what is not accepted.
/// </summary>
internal sealed class CopyLayoutBuilder
{
    private readonly List<string> _forced = [];
    private bool _isFormatGiven;
    private byte? _delimiter;
    private byte? _quote;
    private byte? _escape;
    private string? _null;
    private CopyHeader? _header;
    private CopyEncoding? _encoding;
    private ForcedQuotes _forcedQuotes;

    public CopyFormat Format { get; set; }

    public bool SetFormat(string name)
    {
        if (_isFormatGiven || Format == CopyFormat.Binary)
            return false;
        _isFormatGiven = true;
        CopyFormat? format = name switch
        {
            "text" => CopyFormat.Text,
            "csv" => CopyFormat.Csv,
            "binary" => CopyFormat.Binary,
            _ => null,
        };
        Format = format ?? default;
        return format is not null;
    }

    public bool SetDelimiter(byte value) => Once(ref _delimiter, value);

    public bool SetQuote(byte value) => Once(ref _quote, value);

    public bool SetEscape(byte value) => Once(ref _escape, value);

    public bool SetHeader(CopyHeader value) => Once(ref _header, value);

    public bool SetNull(string value)
    {
        if (_null is not null || value.AsSpan().IndexOfAny('\r', '\n') >= 0)
            return false;
        _null = value;
        return true;
    }

    /// <summary>Only encodings in which the marks between values can be told from parts of characters.</summary>
    public bool SetEncoding(string name) =>
        SettingChange.IsSafeEncoding(name) && name != "default"
        && Once(ref _encoding, SettingChange.IsUtf8(name) ? CopyEncoding.Utf8 : CopyEncoding.Other);

    public bool ForceQuotes()
    {
        _forcedQuotes = ForcedQuotes.All;
        return true;
    }

    public void ForceQuotes(string column) => _forced.Add(column);

    public CopyLayout? Build() => Format switch
    {
        CopyFormat.Binary => new CopyLayout { Format = Format, Encoding = _encoding ?? default },
        CopyFormat.Csv => Csv(),
        _ => Text(),
    };

    private CopyLayout? Text()
    {
        byte delimiter = _delimiter ?? (byte)'\t';
        // The server does not take these either: they begin, end or continue escapes.
        if (_quote is not null || _escape is not null || !IsMark(delimiter) || char.IsAsciiLetterLower((char)delimiter)
            || char.IsAsciiDigit((char)delimiter) || delimiter is (byte)'\\' or (byte)'.')
            return null;
        return Lines(delimiter, _null ?? @"\N");
    }

    private CopyLayout? Csv()
    {
        byte delimiter = _delimiter ?? (byte)',', quote = _quote ?? (byte)'"', escape = _escape ?? quote;
        string nullText = _null ?? "";
        if (!IsMark(delimiter) || !IsMark(quote) || !IsMark(escape) || delimiter == quote || nullText.Contains((char)quote, StringComparison.Ordinal))
            return null;
        return Lines(delimiter, nullText) is { } lines
            ? lines with { Quote = quote, Escape = escape, ForcedQuotes = _forcedQuotes, ForcedColumns = [.. _forced] }
            : null;
    }

    private CopyLayout? Lines(byte delimiter, string nullText) => nullText.Contains((char)delimiter, StringComparison.Ordinal)
        ? null
        : new CopyLayout
        {
            Format = Format,
            Delimiter = delimiter,
            NullText = nullText,
            Header = _header ?? default,
            Encoding = _encoding ?? default,
        };

    private static bool IsMark(byte value) => value is not ((byte)'\r' or (byte)'\n' or 0 or >= 0x80);

    private static bool Once<T>(ref T? place, T value) where T : struct
    {
        if (place is not null)
            return false;
        place = value;
        return true;
    }
}
