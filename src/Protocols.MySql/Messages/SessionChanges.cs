using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Messages;

/// <summary>
/// The session track entries of an OK packet. <see cref="Read"/> checks all of them, so enumerating can not fail.
/// </summary>
public readonly ref struct SessionChanges
{
    private SessionChanges(ReadOnlySpan<byte> entries) => Bytes = entries;

    /// <summary>(Int8 type, lenenc data)*</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <exception cref="MySqlProtocolException">The bytes are not exactly a list of entries.</exception>
    public static SessionChanges Read(ReadOnlySpan<byte> entries)
    {
        var reader = new PayloadReader(entries);
        while (reader.Remaining > 0)
            SessionChange.Read(ref reader);
        return new SessionChanges(entries);
    }

    public Enumerator GetEnumerator() => new(Bytes);

    /// <summary>Walks the entries in order.</summary>
    public ref struct Enumerator
    {
        private PayloadReader _reader;

        internal Enumerator(ReadOnlySpan<byte> entries) => _reader = new PayloadReader(entries);

        public SessionChange Current { get; private set; }

        public bool MoveNext()
        {
            if (_reader.Remaining == 0)
                return false;
            Current = SessionChange.Read(ref _reader);
            return true;
        }
    }
}
