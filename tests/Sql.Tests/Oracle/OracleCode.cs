using System.Text;
using System.Text.Json;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Tests.Oracle;

/// <summary>The code that a CREATE FUNCTION, CREATE PROCEDURE or DO carries in a literal, as PostgreSQL's parsers read it.</summary>
internal sealed class OracleCode(string language, string code)
{
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
        return (language == "sql" ? AddText(found, code) : AddBlock(found, statement)) ? found : null;
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
        AddQueries(found, document.RootElement);
        return true;
    }

    private static void AddQueries(OracleStatement found, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
                AddQueries(found, item);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("PLpgSQL_expr", out JsonElement expression))
                AddQuery(found, expression.GetProperty("query").GetString()!);
            foreach (JsonProperty property in element.EnumerateObject())
                AddQueries(found, property.Value);
        }
    }

    /// <summary>A statement, an expression, or an assignment: the tree does not say which.</summary>
    private static void AddQuery(OracleStatement found, string query)
    {
        if (AddText(found, query))
            return;
        int equals = query.IndexOf('=', StringComparison.Ordinal);
        var inside = new OracleStatement();
        if (!AddText(inside, $"SELECT {query}") && (equals < 0 || !AddText(inside, $"SELECT {query[(equals + 1)..]}")))
            return;
        if (inside.Read.Count == 0)
            inside.Kinds.Remove(StatementKind.Select);
        found.Add(inside);
    }
}
