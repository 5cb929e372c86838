using System.Collections.Concurrent;
using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Recording.Postgres;

/// <summary>Names the kind of a statement text for the catalog. The first statement of a text gives its kind.</summary>
internal sealed class StatementClassifier
{
    private const int MaxRemembered = 4096;
    private const int MaxRememberedLength = 2048;

    private readonly ConcurrentDictionary<string, string?> _kinds = new(StringComparer.Ordinal);

    public string? KindOf(string sql)
    {
        if (_kinds.TryGetValue(sql, out string? kind))
            return kind;
        StatementBatch batch = PostgresAnalyzer.Analyze(Encoding.UTF8.GetBytes(sql), LexicalContext.PostgresDefault);
        kind = batch.Statements.IsEmpty ? null : batch.Statements[0].Kind.ToString();
        if (_kinds.Count >= MaxRemembered)
            _kinds.Clear();
        if (sql.Length <= MaxRememberedLength)
            _kinds.TryAdd(sql, kind);
        return kind;
    }
}
