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
    private CreatedContent _content;

    public bool IsEmpty => _created.Count == 0;

    /// <summary>Whether the session made the relation, and nobody else can have filled it.</summary>
    public bool Contains(ObjectName name) => _created.Contains(name);

    public void Add(ObjectName name)
    {
        if (_content == CreatedContent.Own && _created.Count < MaxRelations)
            _created.Add(name);
    }

    /// <summary>Code ran that may have filled them from anything.</summary>
    public void Distrust()
    {
        _created.Clear();
        _content = CreatedContent.Unknown;
    }

    public void Clear()
    {
        _created.Clear();
        _content = CreatedContent.Own;
    }

    private enum CreatedContent : byte
    {
        Own,
        Unknown,
    }
}
