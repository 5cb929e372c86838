using System.Buffers;
using System.Text;

namespace WireProxy.Protocols.Postgres.Conversation;

/// <summary>
/// Statement or portal names that a client uses, found by their bytes without allocating. Nothing is known of a new
/// entry, so forgetting costs knowledge and never safety: a full table forgets every name, and names that the server may
/// take for another one (cut to 63 bytes, converted from the client's encoding) are not kept at all.
/// </summary>
public sealed class NameTable<T>(int capacity) where T : class, new()
{
    // The server's limit is 63 in every build that was not patched; at the limit a longer name can mean this one.
    private const int LongestUncut = 62;

    private Dictionary<string, T>? _named;

    /// <summary>The entry of the empty name.</summary>
    public T Unnamed { get; } = new();

    /// <summary>The entry of a name, new if it was not known.</summary>
    public T Find(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
            return Unnamed;
        Span<char> key = stackalloc char[LongestUncut];
        if (name.Length > LongestUncut || Ascii.ToUtf16(name, key, out int length) != OperationStatus.Done)
            return new T();
        key = key[..length];
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
}
