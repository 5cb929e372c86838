namespace WireProxy.Audit.Sealing;

/// <summary>Remembers the digests of the texts that were seen last: a prepared statement is hashed once, not each time it runs.</summary>
internal sealed class StatementTexts
{
    private const int MaxRemembered = 8192;
    private const int MaxRememberedLength = 4096;

    private readonly Dictionary<(string Sql, string? Kind), StatementText> _remembered = [];

    public StatementText Find(string sql, string? kind)
    {
        if (_remembered.TryGetValue((sql, kind), out StatementText? known))
            return known;
        StatementText text = StatementText.Of(sql, kind);
        if (sql.Length > MaxRememberedLength)
            return text;
        if (_remembered.Count >= MaxRemembered)
            _remembered.Clear();
        _remembered.Add((sql, kind), text);
        return text;
    }
}
