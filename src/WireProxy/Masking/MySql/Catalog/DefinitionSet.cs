using System.Collections.Concurrent;
using WireProxy.Policy;

namespace WireProxy.Masking.MySql.Catalog;

/// <summary>
/// Definitions that were read between two changes of the schema. It only grows: what was concluded from it stays right as
/// long as it is the current one.
/// </summary>
internal sealed class DefinitionSet(DateTimeOffset since)
{
    // Far more than the statements of a minute name; beyond it objects stay unknown, which masks them.
    private const int MaxObjects = 20_000;

    private static ulong s_last;

    private readonly ConcurrentDictionary<ObjectName, ObjectDefinition> _definitions = new();
    private readonly ConcurrentDictionary<SessionPolicy, MaskedObjects> _byPolicy = new(ReferenceEqualityComparer.Instance);

    public DateTimeOffset Since => since;

    /// <summary>Never given out again.</summary>
    public ulong Id { get; } = Interlocked.Increment(ref s_last);

    /// <summary>Null if it was not read yet.</summary>
    public ObjectDefinition? Find(ObjectName name) => _definitions.GetValueOrDefault(name);

    /// <summary>What the definitions mean for the masks of a policy.</summary>
    public MaskedObjects For(SessionPolicy policy) =>
        _byPolicy.GetOrAdd(policy, static (scope, definitions) => new MaskedObjects(definitions, scope.Masks), this);

    /// <summary>Adds what a session has read for this set.</summary>
    public void Add(IEnumerable<KeyValuePair<ObjectName, ObjectDefinition>> definitions)
    {
        foreach ((ObjectName name, ObjectDefinition definition) in definitions)
        {
            if (_definitions.Count < MaxObjects)
                _definitions.TryAdd(name, definition);
        }
    }
}
