using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Sealing;

/// <summary>Remembers the digests of the texts that were seen last: a prepared statement is hashed once, not each time it runs.</summary>
internal sealed class StatementTexts
{
    private const int MaxRemembered = 8192;
    private const int MaxRememberedLength = 4096;

    private readonly Dictionary<(string Sql, string? Kind), StatementText> _remembered = [];
    private readonly List<StatementText> _found = [];
    private readonly HashSet<Digest> _digests = [];

    /// <summary>The texts of these statements, each once.</summary>
    public StatementText[] FindAll(IReadOnlyList<StatementEntry> statements)
    {
        _found.Clear();
        _digests.Clear();
        StatementEntry? before = null;
        foreach (StatementEntry statement in statements)
        {
            bool isRepeated = ReferenceEquals(statement.Sql, before?.Sql) && ReferenceEquals(statement.Kind, before?.Kind);
            before = statement;
            if (!isRepeated && Find(statement.Sql, statement.Kind) is var text && _digests.Add(text.Digest))
                _found.Add(text);
        }
        return [.. _found];
    }

    private StatementText Find(string sql, string? kind)
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
