using System.Text;

namespace WireProxy.Sql.Tests.Corpus;

/// <summary>
/// The statements of statements.sql: every family of PostgreSQL 15, one per line, each with its summary in the line
/// below behind an arrow.
/// </summary>
internal static class StatementCorpus
{
    private const string Arrow = "--> ";

    private static readonly string[] Lines =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Corpus", "statements.sql"))
            .Where(line => line.StartsWith(Arrow, StringComparison.Ordinal) || !line.StartsWith("--", StringComparison.Ordinal)),
    ];

    public static IReadOnlyList<(string Sql, string Summary)> Golden { get; } =
        [.. Lines.Chunk(2).Select(pair => (pair[0], pair[1][Arrow.Length..]))];

    public static IReadOnlyList<byte[]> All { get; } = [.. Golden.Select(pair => Encoding.UTF8.GetBytes(pair.Sql))];
}
