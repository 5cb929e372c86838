using System.Collections.Concurrent;
using System.Text;
using WireProxy.Sql.Analysis;

namespace WireProxy.Recording.Indexing;

/// <summary>Names the kind of a statement text for the catalog. The first statement of a text gives its kind.</summary>
internal sealed class StatementClassifier(Func<byte[], StatementBatch> analyze)
{
    private const int MaxRemembered = 4096;
    private const int MaxRememberedLength = 2048;

    private readonly ConcurrentDictionary<string, string?> _kinds = new(StringComparer.Ordinal);
    // The dictionary's own count takes every one of its locks.
    private int _remembered;

    public string? KindOf(string sql)
    {
        if (_kinds.TryGetValue(sql, out string? kind))
            return kind;
        StatementBatch batch = analyze(Encoding.UTF8.GetBytes(sql));
        kind = batch.Statements.IsEmpty ? null : batch.Statements[0].Kind.ToString();
        if (sql.Length <= MaxRememberedLength)
            Remember(sql, kind);
        return kind;
    }

    private void Remember(string sql, string? kind)
    {
        if (Interlocked.Increment(ref _remembered) > MaxRemembered)
        {
            _kinds.Clear();
            Volatile.Write(ref _remembered, 1);
        }
        _kinds.TryAdd(sql, kind);
    }
}
