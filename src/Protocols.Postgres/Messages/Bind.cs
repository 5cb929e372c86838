using WireProxy.Protocols.Postgres.Framing;

namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>
/// A view of a Bind body. <see cref="Read"/> checks all of it as the server does, so enumerating the parameters can not fail.
/// </summary>
public readonly ref struct Bind
{
    // String portal, String statement, formats, Int16 count, count x (Int32 length or -1, bytes), formats of the results
    private readonly FormatCodes _formats;
    private readonly ReadOnlySpan<byte> _values;
    private readonly int _start;

    private Bind(ReadOnlySpan<byte> body)
    {
        var reader = new PayloadReader(body);
        BindNames.Read(ref reader);
        _formats = FormatCodes.Read(ref reader);
        Count = reader.ReadCount();
        if (_formats.Count > 1 && _formats.Count != Count)
            throw new PostgresProtocolException($"bind message has {_formats.Count} parameter formats but {Count} parameters");
        _values = reader.Rest;
        _start = body.Length - reader.Remaining;
        for (int i = 0; i < Count; i++)
            reader.ReadValue(out _);
        ResultFormats = FormatCodes.Read(ref reader);
        reader.End();
    }

    /// <summary>How many parameters there are.</summary>
    public int Count { get; }

    /// <summary>In which formats the columns of rows are to be sent.</summary>
    public FormatCodes ResultFormats { get; }

    /// <exception cref="PostgresProtocolException">The body is not exactly one Bind.</exception>
    public static Bind Read(ReadOnlySpan<byte> body) => new(body);

    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks the parameters in order.</summary>
    public ref struct Enumerator
    {
        private readonly Bind _bind;
        private PayloadReader _reader;
        private int _next;

        internal Enumerator(Bind bind)
        {
            _bind = bind;
            _reader = new PayloadReader(bind._values);
        }

        public BindParameter Current { get; private set; }

        public bool MoveNext()
        {
            if (_next == _bind.Count)
                return false;
            ReadOnlySpan<byte> bytes = _reader.ReadValue(out bool isNull);
            int start = _bind._start + _bind._values.Length - _reader.Remaining - bytes.Length;
            Current = new BindParameter(start, bytes, isNull, _bind._formats[_next++]);
            return true;
        }
    }
}
