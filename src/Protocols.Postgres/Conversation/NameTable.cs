namespace WireProxy.Protocols.Postgres.Conversation;

/// <summary>
/// Statement or portal names that a client uses, found by their bytes without allocating. Bounded: when full it
/// forgets every name, which costs knowledge and never safety, since nothing is known of a new entry.
/// </summary>
public sealed class NameTable<T>(int capacity) where T : class, new()
{
    private Dictionary<string, T>? _named;

    /// <summary>The entry of the empty name.</summary>
    public T Unnamed { get; } = new();

    /// <summary>The entry of a name, new if it was not known. Bytes are mapped one to one, so no two names collide.</summary>
    public T Find(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
            return Unnamed;
        if (name.Length > MaxNameBytes)
            return new T();
        Span<char> key = stackalloc char[name.Length];
        System.Text.Encoding.Latin1.GetChars(name, key);
        _named ??= new Dictionary<string, T>(StringComparer.Ordinal);
        var lookup = _named.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(key, out T? entry))
            return entry;
        if (_named.Count >= capacity)
            _named.Clear();
        entry = new T();
        _named.Add(key.ToString(), entry);
        return entry;
    }

    private const int MaxNameBytes = 256;
}
