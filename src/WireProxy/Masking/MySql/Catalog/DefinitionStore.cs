using System.Collections.Concurrent;

namespace WireProxy.Masking.MySql.Catalog;

/// <summary>What was read of the servers' catalogs, by endpoint and user: users may not see the same.</summary>
internal sealed class DefinitionStore(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Endpoint, string User), UserDefinitions> _users = new();

    public UserDefinitions Of(string endpoint, string user) =>
        _users.GetOrAdd((endpoint, user), static (_, time) => new UserDefinitions(time), time);

    /// <summary>A session of the endpoint changed the schema, or may have: nothing that was read before it holds.</summary>
    public void NoteSchemaChange(string endpoint)
    {
        foreach (((string changed, _), UserDefinitions definitions) in _users)
        {
            if (changed == endpoint)
                definitions.Forget();
        }
    }
}

/// <summary>The definitions as one user of one endpoint sees them.</summary>
internal sealed class UserDefinitions(TimeProvider time)
{
    // Changes that did not pass through this proxy are noticed after this time at the latest.
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(60);

    private DefinitionSet _current = new(time.GetUtcNow());

    /// <summary>What holds now.</summary>
    public DefinitionSet Current
    {
        get
        {
            DefinitionSet current = Volatile.Read(ref _current);
            if (time.GetUtcNow() - current.Since <= MaxAge)
                return current;
            var empty = new DefinitionSet(time.GetUtcNow());
            DefinitionSet found = Interlocked.CompareExchange(ref _current, empty, current);
            return found == current ? empty : found;
        }
    }

    public void Forget() => Volatile.Write(ref _current, new DefinitionSet(time.GetUtcNow()));
}
