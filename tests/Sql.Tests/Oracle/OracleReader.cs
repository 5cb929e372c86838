using System.Text.Json;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Tests.Oracle;

/// <summary>Walks libpg_query's JSON tree of one statement.</summary>
internal sealed class OracleReader
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 10000 };

    private static readonly HashSet<string> QueryNodes =
        ["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"];

    private readonly OracleStatement _statement = new();
    private readonly List<string> _commonTables = [];

    /// <summary>Null where the server's parser refuses the text.</summary>
    public static IReadOnlyList<OracleStatement>? Read(byte[] text) =>
        PgQuery.Parse(text) is { } tree ? ReadTree(tree) : null;

    public static IReadOnlyList<OracleStatement> ReadTree(string json)
    {
        using var document = JsonDocument.Parse(json, Deep);
        if (!document.RootElement.TryGetProperty("stmts", out JsonElement statements))
            return [];
        var all = new List<OracleStatement>();
        foreach (JsonElement statement in statements.EnumerateArray())
        {
            var reader = new OracleReader();
            JsonElement tree = statement.GetProperty("stmt");
            reader.Walk(tree);
            reader._statement.Code = OracleCode.Of(tree);
            all.Add(reader._statement);
        }
        return all;
    }

    private void Walk(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                    Walk(item);
                break;
            case JsonValueKind.Object when element.TryGetProperty("relname", out _) && element.TryGetProperty("relpersistence", out _):
                if (!IsCommonTable(element))
                    _statement.Named.Add(Name(element));
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                    Node(property.Name, property.Value);
                break;
        }
    }

    private void Node(string name, JsonElement node)
    {
        if (node.ValueKind != JsonValueKind.Object)
        {
            Walk(node);
            return;
        }
        if (OracleKinds.Of(name, node) is { } kind)
            _statement.Kinds.Add(kind);
        // These RangeVars are names of constraints.
        if (name == "ConstraintsSetStmt")
            return;
        if (name is "FuncCall" or "funccall")
            _statement.Functions.Add(Name(node.GetProperty("funcname")));
        // Some fields hold a node without its name: larg and rarg of set operations are SelectStmts.
        bool isQuery = QueryNodes.Contains(name) || name is "larg" or "rarg" || node.TryGetProperty("withClause", out _);
        if (isQuery)
            Query(name, node);
        else
            Definition(name, node);
    }

    private void Query(string name, JsonElement node)
    {
        int mark = _commonTables.Count;
        if (node.TryGetProperty("withClause", out JsonElement with))
            CommonTables(with);
        Target(name, node);
        foreach (JsonProperty property in node.EnumerateObject())
        {
            // FOR UPDATE OF names aliases.
            if (property.Name is "withClause" or "lockingClause" || (property.Name == "relation" && name != "SelectStmt"))
                continue;
            if (property.Name == "fromClause" || property.Name == "usingClause" || property.Name == "sourceRelation")
                Sources(property.Value);
            else
                Node(property.Name, property.Value);
        }
        _commonTables.RemoveRange(mark, _commonTables.Count - mark);
    }

    /// <summary>RangeVars of FROM are read; all that is nested in it is walked as usual.</summary>
    private void Sources(JsonElement sources)
    {
        var before = new HashSet<SqlName>(_statement.Named);
        Walk(sources);
        _statement.Read.UnionWith(_statement.Named.Except(before).Except(_statement.Written));
    }

    private void CommonTables(JsonElement with)
    {
        bool isRecursive = with.TryGetProperty("recursive", out JsonElement recursive) && recursive.GetBoolean();
        JsonElement[] tables = [.. with.GetProperty("ctes").EnumerateArray().Select(cte => cte.GetProperty("CommonTableExpr"))];
        if (isRecursive)
            _commonTables.AddRange(tables.Select(table => table.GetProperty("ctename").GetString()!));
        foreach (JsonElement table in tables)
        {
            Walk(table);
            if (!isRecursive)
                _commonTables.Add(table.GetProperty("ctename").GetString()!);
        }
    }

    private void Target(string name, JsonElement node)
    {
        if (name is "UpdateStmt" or "DeleteStmt" && !node.TryGetProperty("whereClause", out _))
            _statement.HasUnconditionalChange = true;
        if (name is "SelectStmt" && node.TryGetProperty("intoClause", out _))
            _statement.StoresWhatItReads = true;
        if (!node.TryGetProperty("relation", out JsonElement relation) || name == "SelectStmt")
            return;
        SqlName target = Name(relation);
        _statement.Written.Add(target);
        if (name is "UpdateStmt" or "DeleteStmt" && node.TryGetProperty("whereClause", out _))
            _statement.Read.Add(target);
        if (name == "UpdateStmt" && node.TryGetProperty("fromClause", out _))
            _statement.StoresWhatItReads = true;
        if (name == "InsertStmt" && node.TryGetProperty("selectStmt", out JsonElement source)
            && !source.GetProperty("SelectStmt").TryGetProperty("valuesLists", out _))
            _statement.StoresWhatItReads = true;
    }

    private void Definition(string name, JsonElement node)
    {
        if (name is "TruncateStmt" or "CreateStmt" or "AlterTableStmt" or "IndexStmt" or "intoClause" or "into" or "ViewStmt")
        {
            string field = name switch { "TruncateStmt" => "relations", "intoClause" or "into" => "rel", "ViewStmt" => "view", _ => "relation" };
            if (node.TryGetProperty(field, out JsonElement target))
                Written(target);
        }
        if (name is "CreateTableAsStmt" or "ViewStmt")
            _statement.StoresWhatItReads = true;
        if (name == "CopyStmt" && node.TryGetProperty("relation", out JsonElement copied))
            (node.TryGetProperty("is_from", out _) ? _statement.Written : _statement.Read).Add(Name(copied));
        if (name is "CreateTrigStmt" or "CreateEventTrigStmt")
            _statement.Functions.Add(Name(node.GetProperty("funcname")));
        // A function's own setting is no SET.
        if (name == "DefElem" && node.TryGetProperty("arg", out JsonElement argument) && argument.TryGetProperty("VariableSetStmt", out _))
            return;
        Described(name, node);
        if (name == "DropStmt" && node.GetProperty("removeType").GetString() is "OBJECT_TABLE" or "OBJECT_VIEW"
            or "OBJECT_MATVIEW" or "OBJECT_INDEX" or "OBJECT_SEQUENCE" or "OBJECT_FOREIGN_TABLE")
        {
            foreach (JsonElement dropped in node.GetProperty("objects").EnumerateArray())
                _statement.Written.Add(Name(dropped.GetProperty("List").GetProperty("items")));
        }
        Walk(node);
    }

    /// <summary>Objects that belong to a relation are named by it and by their own last part.</summary>
    private void Described(string name, JsonElement node)
    {
        string? type = name switch
        {
            "DropStmt" => node.GetProperty("removeType").GetString(),
            "CommentStmt" or "SecLabelStmt" => node.GetProperty("objtype").GetString(),
            _ => null,
        };
        bool isRelation = type is "OBJECT_TABLE" or "OBJECT_VIEW" or "OBJECT_MATVIEW" or "OBJECT_INDEX" or "OBJECT_SEQUENCE"
            or "OBJECT_FOREIGN_TABLE";
        bool isOnRelation = type is "OBJECT_COLUMN" or "OBJECT_TABCONSTRAINT" or "OBJECT_TRIGGER" or "OBJECT_RULE" or "OBJECT_POLICY";
        if (!isRelation && !isOnRelation)
            return;
        JsonElement[] objects = name == "DropStmt" ? [.. node.GetProperty("objects").EnumerateArray()] : [node.GetProperty("object")];
        foreach (JsonElement named in objects)
        {
            string[] parts = Parts(named.GetProperty("List").GetProperty("items"));
            if (isOnRelation)
                parts = parts[..^1];
            if (parts.Length > 0)
                _statement.Named.Add(new SqlName(parts.Length > 1 ? parts[^2] : null, parts[^1]));
        }
    }

    private static string[] Parts(JsonElement names) =>
        [.. names.EnumerateArray().Select(part => part.GetProperty("String").GetProperty("sval").GetString()!)];

    private void Written(JsonElement target)
    {
        if (target.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement one in target.EnumerateArray())
                _statement.Written.Add(Name(one.GetProperty("RangeVar")));
        }
        else
            _statement.Written.Add(Name(target));
    }

    private bool IsCommonTable(JsonElement rangeVar) =>
        !rangeVar.TryGetProperty("schemaname", out _) && _commonTables.Contains(rangeVar.GetProperty("relname").GetString()!);

    private static SqlName Name(JsonElement node)
    {
        if (node.ValueKind != JsonValueKind.Array)
            return new SqlName(
                node.TryGetProperty("schemaname", out JsonElement schema) ? schema.GetString() : null,
                node.GetProperty("relname").GetString()!);
        string[] parts = Parts(node);
        return new SqlName(parts.Length > 1 ? parts[^2] : null, parts[^1]);
    }
}
