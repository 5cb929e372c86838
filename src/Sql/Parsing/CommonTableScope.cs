namespace WireProxy.Sql.Parsing;

/// <summary>The names of WITH queries that are visible at the parser's place.</summary>
internal sealed class CommonTableScope
{
    private readonly List<string> _declared = [];
    private readonly Dictionary<string, int> _visible = new(StringComparer.Ordinal);

    public int Mark => _declared.Count;

    public void Declare(string name)
    {
        _declared.Add(name);
        _visible[name] = _visible.GetValueOrDefault(name) + 1;
    }

    public bool IsVisible(string name) => _visible.GetValueOrDefault(name) > 0;

    /// <summary>Ends the scope of everything declared after the mark.</summary>
    public void Release(int mark)
    {
        for (int i = _declared.Count - 1; i >= mark; i--)
            _visible[_declared[i]]--;
        _declared.RemoveRange(mark, _declared.Count - mark);
    }
}
