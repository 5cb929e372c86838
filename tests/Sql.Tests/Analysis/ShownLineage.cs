using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.Analysis;

/// <summary>The output columns of statements as one line of text.</summary>
internal static class ShownLineage
{
    /// <summary>The session of the tests is in database <c>shop</c> and knows these relations; all others are not known.</summary>
    private static readonly Dictionary<string, string> Columns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["customers"] = "id name email ssn phone",
        ["orders"] = "id customer_id item qty",
        ["staff"] = "id badge",
        ["keyring"] = "ssn id k",
    };

    /// <summary>
    /// <c>name=table.column,..</c> for copies, <c>name~table.column,..</c> for what is computed, <c>name</c> for constants,
    /// <c>name?</c> for what is not known; or <c>none</c> and <c>unknown</c> for the whole result.
    /// </summary>
    public static string Of(string sql) => Of(sql, new Shapes());

    public static string WithoutShapes(string sql) => Of(sql, null);

    private static string Of(string sql, IRelationShapes? shapes)
    {
        LexicalContext context = LexicalContext.MySqlDefault with { Server = new ServerVersion(ServerFamily.MariaDb, 110402) };
        return string.Join(" | ", MySqlAnalyzer.Analyze(Encoding.UTF8.GetBytes(sql), context, shapes).Statements.Select(Of));
    }

    private static string Of(StatementSummary summary)
    {
        if (summary.Result != ResultColumns.Listed)
            return summary.Result.ToString().ToLowerInvariant() + (summary.Coverage.IsComplete ? "" : " partial");
        return string.Join("; ", summary.Outputs.Select(Of));
    }

    private static string Of(OutputColumn output)
    {
        string name = output.Name ?? "(none)";
        if (!output.Lineage.IsKnown)
            return name + "?";
        string sources = string.Join(',', output.Lineage.Sources.Select(source => $"{source.Relation}.{source.Column}"));
        return sources.Length == 0 ? name : name + (output.Lineage.Derivation == Derivation.Copy ? "=" : "~") + sources;
    }

    private sealed class Shapes : IRelationShapes
    {
        public RelationShape? Find(SqlName name) =>
            name.Schema is null or "shop" && Columns.TryGetValue(name.Name, out string? columns)
                ? new RelationShape([.. columns.Split(' ')])
                : null;
    }
}
