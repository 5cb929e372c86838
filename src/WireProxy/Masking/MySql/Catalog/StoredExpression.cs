using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Masking.MySql.Catalog;

/// <summary>Reads the expressions of generated columns and defaults, which can name columns of their own table only.</summary>
internal static class StoredExpression
{
    public static Lineage LineageOf(string expression, ObjectName table, RelationDefinition definition, LexicalContext context)
    {
        Lineage lineage = Read(expression, table, definition, context);
        // MySQL shows some of them with their quotes escaped, which outside of a literal is no SQL.
        return lineage.IsKnown ? lineage : Read(Unescape(expression), table, definition, context);
    }

    private static Lineage Read(string expression, ObjectName table, RelationDefinition definition, LexicalContext context)
    {
        string sql = $"SELECT ({expression}) FROM {Quote(table.Database)}.{Quote(table.Name)}";
        StatementBatch batch = MySqlAnalyzer.Analyze(Encoding.UTF8.GetBytes(sql), context, new OneRelation(definition));
        return batch.Statements is [{ Coverage.IsComplete: true, Result: ResultColumns.Listed, Outputs: [var output] }]
            ? output.Lineage
            : Lineage.Unknown;
    }

    private static string Quote(string name) => "`" + name.Replace("`", "``", StringComparison.Ordinal) + "`";

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            plain.Append(text[at]);
        }
        return plain.ToString();
    }

    private sealed class OneRelation(RelationDefinition definition) : IRelationShapes
    {
        private readonly RelationShape _shape = new([.. definition.Columns.Select(static column => column.Name)]);

        public RelationShape? Find(SqlName name) => _shape;
    }
}
