using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace WireProxy.Sql.Parsing;

/// <summary>Values in order of first appearance; hashes only once they are many.</summary>
internal sealed class DistinctList<T>
    where T : IEquatable<T>
{
    private const int Many = 16;

    private List<T>? _values;
    private HashSet<T>? _known;

    public void Add(T value)
    {
        _values ??= new List<T>(4);
        if (_known is null && _values.Count == Many)
            _known = [.. _values];
        if (_known?.Add(value) ?? !_values.Contains(value))
            _values.Add(value);
    }

    public ImmutableArray<T> ToImmutable() =>
        _values is null ? [] : ImmutableCollectionsMarshal.AsImmutableArray(_values.ToArray());
}
