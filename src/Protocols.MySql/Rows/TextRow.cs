using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Rows;

/// <summary>A row of the reply to COM_QUERY. <see cref="Read"/> checks all of it, so enumerating can not fail.</summary>
public readonly ref struct TextRow
{
    // (lenenc value or 0xFB)*
    private readonly ReadOnlySpan<byte> _values;

    private TextRow(ReadOnlySpan<byte> values) => _values = values;

    /// <exception cref="MySqlProtocolException">The payload is not exactly one row of so many columns.</exception>
    public static TextRow Read(ReadOnlySpan<byte> payload, int columns)
    {
        var reader = new PayloadReader(payload);
        for (int i = 0; i < columns; i++)
            reader.ReadNullableString(out _);
        reader.End();
        return new TextRow(payload);
    }

    public Enumerator GetEnumerator() => new(_values);

    /// <summary>Walks the values in order.</summary>
    public ref struct Enumerator
    {
        private PayloadReader _reader;

        internal Enumerator(ReadOnlySpan<byte> values) => _reader = new PayloadReader(values);

        public RowValue Current { get; private set; }

        public bool MoveNext()
        {
            if (_reader.Remaining == 0)
                return false;
            ReadOnlySpan<byte> bytes = _reader.ReadNullableString(out bool isNull);
            Current = new RowValue(bytes, isNull);
            return true;
        }
    }
}
