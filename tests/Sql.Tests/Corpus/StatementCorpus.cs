using System.Text;

namespace WireProxy.Sql.Tests.Corpus;

/// <summary>The statements of statements.sql: every family of PostgreSQL 15, one per line.</summary>
internal static class StatementCorpus
{
    public static IReadOnlyList<byte[]> All { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Corpus", "statements.sql"))
            .Where(line => line.Length > 0 && !line.StartsWith("--", StringComparison.Ordinal))
            .Select(Encoding.UTF8.GetBytes),
    ];
}
