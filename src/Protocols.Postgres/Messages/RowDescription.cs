using WireProxy.Protocols.Postgres.Framing;

namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>
/// A view of a RowDescription body. <see cref="Read"/> checks all of it, so enumerating can not fail.
/// </summary>
public readonly ref struct RowDescription
{
    // Int16 count, then per field: name\0, Int32 table, Int16 attribute, Int32 type, Int16 length, Int32 modifier, Int16 format
    private readonly ReadOnlySpan<byte> _fields;

    private RowDescription(int count, ReadOnlySpan<byte> fields)
    {
        Count = count;
        _fields = fields;
    }

    public int Count { get; }

    /// <exception cref="PostgresProtocolException">The body is not exactly one RowDescription.</exception>
    public static RowDescription Read(ReadOnlySpan<byte> body)
    {
        var reader = new PayloadReader(body);
        int count = reader.ReadCount();
        ReadOnlySpan<byte> fields = reader.Rest;
        for (int i = 0; i < count; i++)
            RowDescriptionField.Read(ref reader);
        reader.End();
        return new RowDescription(count, fields);
    }

    public Enumerator GetEnumerator() => new(Count, _fields);

    /// <summary>Walks the fields in order.</summary>
    public ref struct Enumerator
    {
        private PayloadReader _reader;
        private int _left;

        internal Enumerator(int count, ReadOnlySpan<byte> fields)
        {
            _reader = new PayloadReader(fields);
            _left = count;
        }

        public RowDescriptionField Current { get; private set; }

        public bool MoveNext()
        {
            if (_left == 0)
                return false;
            _left--;
            Current = RowDescriptionField.Read(ref _reader);
            return true;
        }
    }
}
