using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Lineages;

/// <summary>The outputs of a statement as one line of text.</summary>
internal static class ShownOutputs
{
    /// <summary>
    /// <c>name=source</c> for a copy, <c>name~source+source</c> for what is computed, <c>name</c> alone for what shows no
    /// source, <c>?</c> for what is not known, and a nameless column as <c>_</c>.
    /// </summary>
    public static string Of(string sql) => Of(sql, new SampleShapes());

    public static string Of(string sql, IRelationShapes shapes)
    {
        byte[] text = Encoding.UTF8.GetBytes(sql);
        StatementBatch batch = PostgresAnalyzer.Analyze(text, LexicalContext.PostgresDefault);
        batch = PostgresAnalyzer.WithOutputs(batch, text, LexicalContext.PostgresDefault, shapes, name => IsPure(name) && !shapes.HasRoutine(name));
        return string.Join(" | ", batch.Statements.Select(Of));
    }

    private static string Of(StatementSummary statement) => statement.Result == ResultColumns.Listed
        ? string.Join(", ", statement.Outputs.Select(Of))
        : statement.Result.ToString();

    private static string Of(OutputColumn output)
    {
        string name = output.Name ?? "_";
        Lineage lineage = output.Lineage;
        if (!lineage.IsKnown)
            return name + "?";
        string sources = string.Join('+', lineage.Sources.Select(source => $"{source.Relation}.{source.Column}"));
        return sources.Length == 0 ? name : name + (lineage.Derivation == Derivation.Copy ? '=' : '~') + sources;
    }

    private static bool IsPure(SqlName function) =>
        function.Schema is (null or "pg_catalog") && !function.Name.StartsWith("my_", StringComparison.Ordinal);
}
