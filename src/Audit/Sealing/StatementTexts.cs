using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Sealing;

/// <summary>The texts of a chunk, with their digests: a prepared statement is hashed once, not each time it runs.</summary>
internal sealed class StatementTexts
{
    private const int MaxRemembered = 8192;
    private const int MaxRememberedLength = 4096;

    private readonly RecurringTexts<StatementText> _remembered = new(MaxRemembered, MaxRememberedLength);
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

    // The same text can be of another kind in another protocol.
    private StatementText Find(string sql, string? kind)
    {
        StatementText text = _remembered.GetOrMake(sql, kind, StatementText.Of);
        return text.Kind == kind ? text : StatementText.Of(sql, kind);
    }
}
