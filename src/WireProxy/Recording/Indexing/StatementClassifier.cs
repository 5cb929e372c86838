using System.Text;
using WireProxy.Audit.Indexing;
using WireProxy.Sql.Analysis;

namespace WireProxy.Recording.Indexing;

/// <summary>Names the kind of a statement text for the catalog. The first statement of a text gives its kind.</summary>
internal sealed class StatementClassifier(Func<byte[], StatementBatch> analyze)
{
    private const int MaxRemembered = 4096;
    private const int MaxRememberedLength = 2048;

    // What a text without a statement has for a kind.
    private const string None = "";

    private readonly RecurringTexts<string> _kinds = new(MaxRemembered, MaxRememberedLength);

    public string? KindOf(string sql) => _kinds.GetOrMake(sql, analyze, Classify) is { Length: > 0 } kind ? kind : null;

    private static string Classify(string sql, Func<byte[], StatementBatch> analyze)
    {
        StatementBatch batch = analyze(Encoding.UTF8.GetBytes(sql));
        return batch.Statements.IsEmpty ? None : batch.Statements[0].Kind.ToString();
    }
}
