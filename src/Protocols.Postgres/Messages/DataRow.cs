using WireProxy.Protocols.Postgres.Framing;

namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>A view of a DataRow body. <see cref="Read"/> checks all of it, so enumerating can not fail.</summary>
public readonly ref struct DataRow
{
    // Int16 count, then count x (Int32 length or -1, bytes)
    private readonly ReadOnlySpan<byte> _values;

    private DataRow(int count, ReadOnlySpan<byte> values)
    {
        Count = count;
        _values = values;
    }

    public int Count { get; }

    /// <exception cref="PostgresProtocolException">The body is not exactly one DataRow.</exception>
    public static DataRow Read(ReadOnlySpan<byte> body)
    {
        var reader = new PayloadReader(body);
        int count = reader.ReadCount();
        ReadOnlySpan<byte> values = reader.Rest;
        for (int i = 0; i < count; i++)
            reader.ReadValue(out _);
        reader.End();
        return new DataRow(count, values);
    }

    public Enumerator GetEnumerator() => new(Count, _values);

    /// <summary>Walks the values in order.</summary>
    public ref struct Enumerator
    {
        private PayloadReader _reader;
        private int _left;

        internal Enumerator(int count, ReadOnlySpan<byte> values)
        {
            _reader = new PayloadReader(values);
            _left = count;
        }

        public DataRowValue Current { get; private set; }

        public bool MoveNext()
        {
            if (_left == 0)
                return false;
            _left--;
            ReadOnlySpan<byte> bytes = _reader.ReadValue(out bool isNull);
            Current = new DataRowValue(bytes, isNull);
            return true;
        }
    }
}
