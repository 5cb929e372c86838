using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Login;

/// <summary>
/// The names and values by which a client describes itself. Untrusted. <see cref="Read"/> checks all of them, so
/// enumerating can not fail.
/// </summary>
public readonly ref struct ConnectionAttributes
{
    private ConnectionAttributes(ReadOnlySpan<byte> pairs) => Bytes = pairs;

    /// <summary>(lenenc name, lenenc value)*</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <exception cref="MySqlProtocolException">The bytes are not exactly a list of pairs, or too many.</exception>
    public static ConnectionAttributes Read(ReadOnlySpan<byte> pairs)
    {
        if (pairs.Length > HandshakeResponse41.MaxAttributesLength)
            throw new MySqlProtocolException("the connection attributes are too long");
        var reader = new PayloadReader(pairs);
        while (reader.Remaining > 0)
            ConnectionAttribute.Read(ref reader);
        return new ConnectionAttributes(pairs);
    }

    /// <summary>The last value of this name; empty when there is none.</summary>
    public ReadOnlySpan<byte> this[ReadOnlySpan<byte> name]
    {
        get
        {
            ReadOnlySpan<byte> value = default;
            foreach (ConnectionAttribute attribute in this)
            {
                if (attribute.Name.SequenceEqual(name))
                    value = attribute.Value;
            }
            return value;
        }
    }

    public Enumerator GetEnumerator() => new(Bytes);

    /// <summary>Walks the pairs in order.</summary>
    public ref struct Enumerator
    {
        private PayloadReader _reader;

        internal Enumerator(ReadOnlySpan<byte> pairs) => _reader = new PayloadReader(pairs);

        public ConnectionAttribute Current { get; private set; }

        public bool MoveNext()
        {
            if (_reader.Remaining == 0)
                return false;
            Current = ConnectionAttribute.Read(ref _reader);
            return true;
        }
    }
}
