using System.Globalization;
using System.Text;

namespace WireProxy.Masking.MySql.Catalog;

/// <summary>
/// The query that reads the definitions of some objects over a client's own session, as one COM_QUERY. It must mean the
/// same under every setting of that session: names are hexadecimal, quotes are not used, everything comes back as bytes
/// (<c>character_set_results</c> converts even numbers), and the limit overrides <c>SQL_SELECT_LIMIT</c>. Each part asks
/// for one name by equality, because only then the server does not open every table that it has.
/// </summary>
internal static class CatalogQuestion
{
    /// <summary>The most objects that one question asks for; the rest waits for the next.</summary>
    public const int MaxObjects = 32;

    private const string None = "NULL";
    private const string NoLimit = " LIMIT 18446744073709551615";

    /// <summary>Its rows are those of <see cref="CatalogAnswer"/>.</summary>
    public static string For(IReadOnlyList<ObjectName> names)
    {
        var sql = new StringBuilder();
        for (int at = 0; at < names.Count; at++)
        {
            if (names[at].Kind == ObjectKind.Relation)
                AddRelation(sql, at, names[at]);
            else
                AddRoutine(sql, at, names[at]);
        }
        return sql.Append(NoLimit).ToString();
    }

    private static void AddRelation(StringBuilder sql, int at, ObjectName name)
    {
        const string BySchema = "TABLE_SCHEMA", ByName = "TABLE_NAME";
        Begin(sql, at, AnswerPart.Relation, "0", ByName, "TABLE_TYPE", "ENGINE", None, None);
        From(sql, "TABLES", name, BySchema, ByName);
        Begin(sql, at, AnswerPart.Column, "ORDINAL_POSITION", ByName, "COLUMN_NAME", "EXTRA", "GENERATION_EXPRESSION", "COLUMN_DEFAULT");
        From(sql, "COLUMNS", name, BySchema, ByName);
        Begin(sql, at, AnswerPart.View, "0", ByName, "VIEW_DEFINITION", None, None, None);
        From(sql, "VIEWS", name, BySchema, ByName);
        Begin(sql, at, AnswerPart.Trigger, "ACTION_ORDER", "EVENT_OBJECT_TABLE", "ACTION_STATEMENT", "SQL_MODE", None, None);
        From(sql, "TRIGGERS", name, "EVENT_OBJECT_SCHEMA", "EVENT_OBJECT_TABLE");
    }

    private static void AddRoutine(StringBuilder sql, int at, ObjectName name)
    {
        Begin(sql, at, AnswerPart.Routine, "0", "ROUTINE_NAME", "ROUTINE_DEFINITION", "SQL_MODE", "ROUTINE_BODY", None);
        From(sql, "ROUTINES", name, "ROUTINE_SCHEMA", "ROUTINE_NAME");
        sql.Append(" AND ROUTINE_TYPE=").Append(Literal(name.Kind == ObjectKind.Function ? "FUNCTION" : "PROCEDURE"));
    }

    private static void Begin(StringBuilder sql, int at, AnswerPart part, string position, params ReadOnlySpan<string> texts)
    {
        sql.Append(sql.Length == 0 ? "SELECT " : " UNION ALL SELECT ");
        sql.Append(CultureInfo.InvariantCulture, $"CAST({at} AS BINARY),CAST({(int)part} AS BINARY),CAST({position} AS BINARY)");
        foreach (string text in texts)
            sql.Append(",CAST(CONVERT(").Append(text).Append(" USING utf8mb4) AS BINARY)");
    }

    private static void From(StringBuilder sql, string table, ObjectName name, string bySchema, string byName)
    {
        sql.Append(" FROM information_schema.").Append(table)
            .Append(" WHERE ").Append(bySchema).Append('=').Append(Literal(name.Database))
            .Append(" AND ").Append(byName).Append('=').Append(Literal(name.Name));
    }

    private static string Literal(string text) =>
        text.Length == 0 ? "_utf8mb4 0x20" : "_utf8mb4 0x" + Convert.ToHexString(Encoding.UTF8.GetBytes(text));
}

/// <summary>What one row of the answer describes.</summary>
internal enum AnswerPart : byte
{
    Relation = 1,
    Column = 2,
    View = 3,
    Trigger = 4,
    Routine = 5,
}
