using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Rows;

/// <summary>
/// A row of the reply to COM_STMT_EXECUTE or COM_STMT_FETCH. <see cref="Read"/> checks all of it, so enumerating can not
/// fail.
/// </summary>
public readonly ref struct BinaryRow
{
    // Int8 0, null bitmap with two bits at its start unused, values that are not NULL
    internal const byte Header = 0x00;
    internal const int NullBitmapOffset = 2;

    private readonly ReadOnlySpan<FieldType> _types;
    private readonly ReadOnlySpan<byte> _nullBitmap;
    private readonly ReadOnlySpan<byte> _values;

    private BinaryRow(ReadOnlySpan<FieldType> types, ReadOnlySpan<byte> nullBitmap, ReadOnlySpan<byte> values)
    {
        _types = types;
        _nullBitmap = nullBitmap;
        _values = values;
    }

    /// <exception cref="MySqlProtocolException">The payload is not exactly one row of these types.</exception>
    public static BinaryRow Read(ReadOnlySpan<byte> payload, ReadOnlySpan<FieldType> types)
    {
        var reader = new PayloadReader(payload);
        ReadOnlySpan<byte> nullBitmap = ReadNullBitmap(ref reader, types.Length);
        ReadOnlySpan<byte> values = reader.Rest;
        for (int i = 0; i < types.Length; i++)
        {
            if (!NullBitmap.IsSet(nullBitmap, i + NullBitmapOffset))
                BinaryValue.ReadContent(ref reader, types[i]);
        }
        reader.End();
        return new BinaryRow(types, nullBitmap, values);
    }

    public Enumerator GetEnumerator() => new(this);

    internal static ReadOnlySpan<byte> ReadNullBitmap(scoped ref PayloadReader reader, int columns)
    {
        reader.Expect(Header);
        return reader.ReadBytes((columns + NullBitmapOffset + 7) / 8);
    }

    /// <summary>Walks the values in order.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<FieldType> _types;
        private readonly ReadOnlySpan<byte> _nullBitmap;
        private PayloadReader _reader;
        private int _next;

        internal Enumerator(BinaryRow row)
        {
            _types = row._types;
            _nullBitmap = row._nullBitmap;
            _reader = new PayloadReader(row._values);
        }

        public RowValue Current { get; private set; }

        public bool MoveNext()
        {
            if (_next == _types.Length)
                return false;
            bool isNull = NullBitmap.IsSet(_nullBitmap, _next + NullBitmapOffset);
            Current = new RowValue(isNull ? default : BinaryValue.ReadContent(ref _reader, _types[_next]), isNull);
            _next++;
            return true;
        }
    }
}
