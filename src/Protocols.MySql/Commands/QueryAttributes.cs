using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>The named parameters before a statement. Reading checks all of them, so enumerating can not fail.</summary>
public readonly ref struct QueryAttributes
{
    private const byte TypesFollow = 1;

    // null bitmap, Int8 1, (Int16 type, lenenc name)*, values
    private readonly ReadOnlySpan<byte> _nullBitmap;
    private readonly ReadOnlySpan<byte> _types;
    private readonly ReadOnlySpan<byte> _values;

    private QueryAttributes(scoped ref PayloadReader reader)
    {
        ulong count = reader.ReadLengthEncodedInteger();
        if (reader.ReadLengthEncodedInteger() != 1)
            throw new MySqlProtocolException("a statement has one set of attributes");
        if (count == 0)
            return;
        // A type and a name have at least three bytes; this also bounds the count to what an int holds.
        if (count > (ulong)reader.Remaining / 3)
            throw new MySqlProtocolException($"{count} attributes in a shorter packet");
        Count = (int)count;
        _nullBitmap = reader.ReadBytes((Count + 7) / 8);
        reader.Expect(TypesFollow);
        _types = reader.Rest;
        for (int i = 0; i < Count; i++)
            ReadType(ref reader, out _);
        _values = reader.Rest;
        var types = new PayloadReader(_types);
        for (int i = 0; i < Count; i++)
        {
            FieldType type = ReadType(ref types, out _);
            if (!NullBitmap.IsSet(_nullBitmap, i))
                BinaryValue.ReadParameter(ref reader, type);
        }
    }

    public int Count { get; }

    internal static QueryAttributes Read(scoped ref PayloadReader reader) => new(ref reader);

    public Enumerator GetEnumerator() => new(this);

    private static FieldType ReadType(scoped ref PayloadReader types, out ReadOnlySpan<byte> name)
    {
        FieldType type = ParameterType.Read(ref types).Type;
        name = types.ReadLengthEncodedString();
        return type;
    }

    /// <summary>Walks the attributes in order.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<byte> _nullBitmap;
        private readonly int _count;
        private PayloadReader _types;
        private PayloadReader _values;
        private int _next;

        internal Enumerator(QueryAttributes attributes)
        {
            _nullBitmap = attributes._nullBitmap;
            _count = attributes.Count;
            _types = new PayloadReader(attributes._types);
            _values = new PayloadReader(attributes._values);
        }

        public QueryAttribute Current { get; private set; }

        public bool MoveNext()
        {
            if (_next == _count)
                return false;
            bool isNull = NullBitmap.IsSet(_nullBitmap, _next++);
            FieldType type = ReadType(ref _types, out ReadOnlySpan<byte> name);
            Current = new QueryAttribute(type, name, isNull ? default : BinaryValue.ReadParameter(ref _values, type), isNull);
            return true;
        }
    }
}
