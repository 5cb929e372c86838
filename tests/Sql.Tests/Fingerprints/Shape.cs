using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Fingerprints;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Fingerprints;

/// <summary>Fingerprints of texts, as text.</summary>
internal static class Shape
{
    public static string? Postgres(string sql) => First(Of(sql, LexicalContext.PostgresDefault));

    public static string? MySql(string sql, LexicalContext? context = null) => First(Of(sql, context ?? LexicalContext.MySqlDefault));

    public static IReadOnlyList<string?> Of(string sql, LexicalContext context) => Of(Encoding.UTF8.GetBytes(sql), context);

    public static IReadOnlyList<string?> Of(byte[] text, LexicalContext context)
    {
        StatementBatch batch = context.Dialect == SqlDialect.Postgres ? PostgresAnalyzer.Analyze(text, context) : MySqlAnalyzer.Analyze(text, context);
        return [.. StatementFingerprints.AddTo(batch, text, context).Statements.Select(statement => statement.Fingerprint?.ToString())];
    }

    private static string? First(IReadOnlyList<string?> fingerprints) => fingerprints.Count == 0 ? null : fingerprints[0];
}
