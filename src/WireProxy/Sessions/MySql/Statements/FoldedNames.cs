using System.Collections.Immutable;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sessions.MySql.Statements;

/// <summary>
/// Names of a statement as rules compare them: beside each as it is written also in lower case, wherever the server may
/// take the one for the other.
/// </summary>
internal static class FoldedNames
{
    public static StatementBatch Of(StatementBatch batch, NameCase nameCase) =>
        new([.. batch.Statements.Select(statement => Of(statement, nameCase))]);

    public static string Fold(string name) => name.ToLowerInvariant();

    private static StatementSummary Of(StatementSummary statement, NameCase nameCase) => statement with
    {
        Relations = Both(statement.Relations, relation => relation with { Name = Fold(relation.Name, nameCase) }),
        // Functions have no case anywhere.
        Functions = Both(statement.Functions, static function => Fold(function, NameCase.Insensitive)),
    };

    private static SqlName Fold(SqlName name, NameCase nameCase)
    {
        bool folds = nameCase == NameCase.Insensitive || IsVirtual(name.Schema);
        return folds ? new SqlName(name.Schema is null ? null : Fold(name.Schema), Fold(name.Name)) : name;
    }

    /// <summary>These two are compared without case on every server.</summary>
    private static bool IsVirtual(string? schema) =>
        string.Equals(schema, "information_schema", StringComparison.OrdinalIgnoreCase)
        || string.Equals(schema, "performance_schema", StringComparison.OrdinalIgnoreCase);

    private static ImmutableArray<T> Both<T>(ImmutableArray<T> names, Func<T, T> fold)
        where T : struct
    {
        ImmutableArray<T>.Builder? all = null;
        foreach (T name in names)
        {
            T folded = fold(name);
            if (folded.Equals(name))
                continue;
            if (all is null)
            {
                all = ImmutableArray.CreateBuilder<T>(names.Length + 1);
                all.AddRange(names);
            }
            all.Add(folded);
        }
        return all?.DrainToImmutable() ?? names;
    }
}
