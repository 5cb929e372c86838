using System.Text;
using System.Text.Json;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Tests.Oracle;

/// <summary>The code that a CREATE FUNCTION, CREATE PROCEDURE or DO carries in a literal, as PostgreSQL's parsers read it.</summary>
internal sealed class OracleCode(string language, string code)
{
    public string Language { get; } = language;

    public string Text { get; } = code;

    /// <summary>The code of a text with one statement.</summary>
    public static OracleCode? Of(byte[] statement) =>
        OracleReader.Read(statement) is [{ Code: { } code }] ? code : null;

    /// <summary>Null where the statement is none of these, or its language is not one of SQL and PL/pgSQL.</summary>
    public static OracleCode? Of(JsonElement statement)
    {
        bool isDo = statement.TryGetProperty("DoStmt", out JsonElement node);
        if (!isDo && !statement.TryGetProperty("CreateFunctionStmt", out node))
            return null;
        string language = isDo ? "plpgsql" : "";
        string? code = null;
        if (!node.TryGetProperty(isDo ? "args" : "options", out JsonElement options))
            return null;
        foreach (JsonElement option in options.EnumerateArray())
        {
            JsonElement element = option.GetProperty("DefElem");
            string name = element.GetProperty("defname").GetString()!;
            if (name is not ("language" or "as"))
                continue;
            JsonElement argument = element.GetProperty("arg");
            JsonElement text = argument.TryGetProperty("List", out JsonElement list) ? list.GetProperty("items")[0] : argument;
            if (!text.GetProperty("String").TryGetProperty("sval", out JsonElement value))
                continue;
            if (name == "as")
                code = value.GetString();
            else
                language = value.GetString()!;
        }
        return code is not null && language is "sql" or "plpgsql" ? new OracleCode(language, code!) : null;
    }

    /// <summary>All that the code does; null where the parsers refuse it.</summary>
    /// <param name="statement">The text of the whole statement.</param>
    public OracleStatement? Read(byte[] statement)
    {
        var found = new OracleStatement();
        return (Language == "sql" ? AddText(found, Text) : AddBlock(found, statement)) ? found : null;
    }

    private static bool AddText(OracleStatement found, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (OracleReader.Read(bytes) is not { } statements)
            return false;
        foreach (OracleStatement statement in statements)
        {
            found.Add(statement);
            // Of several statements the text of each would be needed.
            if (statement.Code is { } inside && statements.Count == 1 && inside.Read(bytes) is { } nested)
                found.Add(nested);
        }
        return true;
    }

    private static bool AddBlock(OracleStatement found, byte[] statement)
    {
        if (PgQuery.ParsePlpgsql(statement) is not { } json)
            return false;
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 10000 });
        AddQueries(found, document.RootElement, "", "");
        return true;
    }

    private static void AddQueries(OracleStatement found, JsonElement element, string field, string node)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
                AddQueries(found, item, field, node);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("PLpgSQL_expr", out JsonElement expression))
            {
                string query = expression.GetProperty("query").GetString()!;
                if (IsStatement(field, node))
                    AddText(found, query);
                else
                    AddExpression(found, query);
            }
            foreach (JsonProperty property in element.EnumerateObject())
            {
                bool isNode = property.Name.StartsWith("PLpgSQL_", StringComparison.Ordinal);
                AddQueries(found, property.Value, isNode ? field : property.Name, isNode ? property.Name : node);
            }
        }
    }

    private static bool IsStatement(string field, string node) => field switch
    {
        "sqlstmt" or "cursor_explicit_expr" => true,
        "query" => node is not ("PLpgSQL_stmt_dynexecute" or "PLpgSQL_stmt_dynfors"),
        "expr" => node is "PLpgSQL_stmt_perform" or "PLpgSQL_stmt_call",
        _ => false,
    };

    /// <summary>An expression, or an assignment with its target.</summary>
    private static void AddExpression(OracleStatement found, string query)
    {
        int equals = query.IndexOf('=', StringComparison.Ordinal);
        var inside = new OracleStatement();
        if (!AddText(inside, $"SELECT {query}") && (equals < 0 || !AddText(inside, $"SELECT {query[(equals + 1)..]}")))
            return;
        if (inside.Read.Count == 0)
            inside.Kinds.Remove(StatementKind.Select);
        found.Add(inside);
    }
}
