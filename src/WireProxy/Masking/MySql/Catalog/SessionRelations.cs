namespace WireProxy.Masking.MySql.Catalog;

/// <summary>
/// Relations that a session created for itself. The catalog does not show temporary ones. What they hold, the session
/// could store: values under a mask it can not.
/// </summary>
internal sealed class SessionRelations
{
    // A session that makes more gets masked values of the others.
    private const int MaxRelations = 1000;

    private readonly HashSet<ObjectName> _created = [];

    /// <summary>A name of its own, under which the catalog has nothing.</summary>
    public bool Contains(ObjectName name) => _created.Contains(name);

    public void Add(ObjectName name)
    {
        if (_created.Count < MaxRelations)
            _created.Add(name);
    }

    public void Clear() => _created.Clear();
}
