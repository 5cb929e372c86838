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

    public string? KindOf(string sql)
    {
        if (_kinds.TryGetValue(sql, out string? kind))
            return kind;
        StatementBatch batch = analyze(Encoding.UTF8.GetBytes(sql));
        kind = batch.Statements.IsEmpty ? null : batch.Statements[0].Kind.ToString();
        if (_kinds.Count >= MaxRemembered)
            _kinds.Clear();
        if (sql.Length <= MaxRememberedLength)
            _kinds.TryAdd(sql, kind);
        return kind;
    }
}
