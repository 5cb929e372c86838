using WireProxy.Sql.Lexing;

namespace WireProxy.Masking.MySql.Catalog;

/// <summary>
/// One judgement's way through the catalog: what it still has to know, and how deep it is in views that read views. While
/// anything is missing, its conclusions are not kept.
/// </summary>
/// <param name="server">Whose stored texts are read.</param>
/// <param name="asked">What was asked for already: if it still is not known, it stays unknown.</param>
internal sealed class CatalogPass(ServerVersion server, IReadOnlySet<ObjectName> asked)
{
    private const int Deepest = 24;

    private readonly HashSet<ObjectName> _missing = [];
    private readonly HashSet<ObjectName> _open = [];

    /// <summary>How stored texts are read, unless they were written under another mode.</summary>
    public LexicalContext Stored { get; } = LexicalContext.MySqlDefault with { Server = server };

    public IReadOnlyCollection<ObjectName> Missing => _missing;

    /// <summary>Whether everything was there that was looked for.</summary>
    public bool IsComplete { get; private set; } = true;

    public void Add(ObjectName name)
    {
        IsComplete = false;
        if (!asked.Contains(name))
            _missing.Add(name);
    }

    /// <summary>False where the object is being worked out already, or too many are nested.</summary>
    public bool TryEnter(ObjectName name)
    {
        if (_open.Count < Deepest && _open.Add(name))
            return true;
        // What lies inside was not looked at, so that nothing around it may be kept.
        IsComplete = false;
        return false;
    }

    public void Leave(ObjectName name) => _open.Remove(name);
}
