namespace WireProxy.Audit.Sealing;

/// <summary>The strings of a chunk's outcomes, each once: a prepared statement that ran a thousand times is written once.</summary>
internal sealed class StringTable
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<string> _strings = [];
    private string? _last;
    private int _lastNumber;

    public void Clear()
    {
        _numbers.Clear();
        _strings.Clear();
        _last = null;
    }

    public void Add(string? text)
    {
        if (text is not null && !ReferenceEquals(text, _last))
            Remember(text, _numbers.TryAdd(text, _strings.Count + 1) ? Append(text) : _numbers[text]);
    }

    /// <summary>0 for null, else the position in the table, from 1.</summary>
    public int NumberOf(string? text)
    {
        if (text is null)
            return 0;
        return ReferenceEquals(text, _last) ? _lastNumber : Remember(text, _numbers[text]);
    }

    public void Write(PartWriter part)
    {
        part.Count(_strings.Count);
        foreach (string text in _strings)
            part.Text(text);
    }

    public static string[] Read(ref PartReader part)
    {
        string[] strings = new string[part.Count()];
        for (int i = 0; i < strings.Length; i++)
            strings[i] = part.Text();
        return strings;
    }

    public static string? Find(string[] strings, ref PartReader part)
    {
        ulong number = part.Unsigned();
        if (number > (ulong)strings.Length)
            throw new AuditIntegrityException("the outcomes of a chunk are damaged");
        return number == 0 ? null : strings[number - 1];
    }

    private int Append(string text)
    {
        _strings.Add(text);
        return _strings.Count;
    }

    private int Remember(string text, int number)
    {
        _last = text;
        return _lastNumber = number;
    }
}
