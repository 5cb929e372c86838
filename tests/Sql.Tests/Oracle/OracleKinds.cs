using System.Text.Json;
using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Tests.Oracle;

/// <summary>The statement kind that a node of PostgreSQL's parse tree stands for.</summary>
internal static class OracleKinds
{
    public static StatementKind? Of(string node, JsonElement body) => node switch
    {
        // VALUES of an INSERT is a SelectStmt, too, but selects nothing.
        "SelectStmt" => body.TryGetProperty("valuesLists", out _) ? null : StatementKind.Select,
        "InsertStmt" => StatementKind.Insert,
        "UpdateStmt" => StatementKind.Update,
        "DeleteStmt" => StatementKind.Delete,
        "MergeStmt" => StatementKind.Merge,
        "MergeWhenClause" => Merge(body.GetProperty("commandType").GetString()),
        "onConflictClause" => body.GetProperty("action").GetString() == "ONCONFLICT_UPDATE" ? StatementKind.Update : null,
        "TruncateStmt" => StatementKind.Truncate,
        "CopyStmt" => Copy(body),
        "CallStmt" => StatementKind.Call,
        "DoStmt" => StatementKind.Do,
        "PrepareStmt" => StatementKind.Prepare,
        "ExecuteStmt" => StatementKind.Execute,
        "ExplainStmt" => StatementKind.Explain,
        "LockStmt" => StatementKind.Lock,
        "TransactionStmt" => StatementKind.Transaction,
        "VariableShowStmt" => StatementKind.Show,
        "VacuumStmt" or "ClusterStmt" or "CheckPointStmt" => StatementKind.Maintenance,
        "LoadStmt" => StatementKind.Admin,
        "ReindexStmt" or "CommentStmt" or "SecLabelStmt" or "RefreshMatViewStmt" or "RenameStmt" => StatementKind.Alter,
        "GrantStmt" or "GrantRoleStmt" or "ReassignOwnedStmt" => StatementKind.Grant,
        "VariableSetStmt" or "DiscardStmt" or "ConstraintsSetStmt" => StatementKind.Set,
        "DropOwnedStmt" or "DropdbStmt" => StatementKind.Drop,
        "FetchStmt" => StatementKind.Select,
        "intoClause" or "into" or "IndexStmt" or "ViewStmt" or "RuleStmt" or "CompositeTypeStmt" or "DefineStmt"
            or "ImportForeignSchemaStmt" => StatementKind.Create,
        _ when !node.EndsWith("Stmt", StringComparison.Ordinal) => null,
        _ when node.StartsWith("Create", StringComparison.Ordinal) => StatementKind.Create,
        _ when node.StartsWith("Alter", StringComparison.Ordinal) => StatementKind.Alter,
        _ when node.StartsWith("Drop", StringComparison.Ordinal) => StatementKind.Drop,
        _ => null,
    };

    private static StatementKind? Merge(string? command) => command switch
    {
        "CMD_INSERT" => StatementKind.Insert,
        "CMD_UPDATE" => StatementKind.Update,
        "CMD_DELETE" => StatementKind.Delete,
        _ => null,
    };

    private static StatementKind Copy(JsonElement copy)
    {
        bool isFrom = copy.TryGetProperty("is_from", out JsonElement from) && from.GetBoolean();
        if (copy.TryGetProperty("is_program", out JsonElement program) && program.GetBoolean())
            return StatementKind.CopyProgram;
        if (copy.TryGetProperty("filename", out _))
            return StatementKind.CopyFile;
        return isFrom ? StatementKind.CopyIn : StatementKind.CopyOut;
    }
}
