using System.Text;

namespace WireProxy.Sql.Tests.Corpus;

/// <summary>Statements of a file, one per line, each with its summary in the line below behind an arrow.</summary>
internal static class StatementCorpus
{
    private const string Arrow = "--> ";

    /// <summary>Every family of PostgreSQL 15, and the statements of PL/pgSQL.</summary>
    public static IReadOnlyList<(string Sql, string Summary)> Golden { get; } = [.. Read("statements.sql"), .. Read("codes.sql")];

    public static IReadOnlyList<byte[]> All { get; } = [.. Golden.Select(pair => Encoding.UTF8.GetBytes(pair.Sql))];

    /// <summary>Every family of MySQL 9 and MariaDB 11.</summary>
    public static IReadOnlyList<(string Sql, string Summary)> MySql { get; } = Read("mysql-statements.sql");

    /// <summary>Queries of MySQL, each with where its columns come from.</summary>
    public static IReadOnlyList<(string Sql, string Summary)> MySqlLineage { get; } = Read("mysql-lineage.sql");

    public static IReadOnlyList<byte[]> AllMySql { get; } = [.. MySql.Concat(MySqlLineage).Select(pair => Encoding.UTF8.GetBytes(pair.Sql))];

    private static (string, string)[] Read(string file) =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Corpus", file))
            .Where(line => line.StartsWith(Arrow, StringComparison.Ordinal) || !line.StartsWith("-- ", StringComparison.Ordinal))
            .Chunk(2)
            .Select(pair => (pair[0], pair[1][Arrow.Length..])),
    ];
}
