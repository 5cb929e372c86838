using System.Text;
using WireProxy.Integration.Wire.MySql;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.MySqlOracle;

/// <summary>
/// Asks a server as somebody who may do nothing: it names what the statement would need, as in
/// <c>DELETE command denied to user 'u'@'h' for table `d`.`t`</c>.
/// </summary>
internal sealed class PrivilegeComparison(MySqlWireClient client, LexicalContext context)
{
    private const int TableDenied = 1142;
    private const int ColumnDenied = 1143;

    /// <summary>How often the server named something.</summary>
    public int Denials { get; private set; }

    /// <summary>What the summary leaves out; null where there is nothing.</summary>
    public async Task<string?> FindUnderReportAsync(string sql)
    {
        StatementBatch batch = MySqlAnalyzer.Analyze(Encoding.UTF8.GetBytes(sql), context);
        // MySQL answers the preparation of a SET that is not allowed with a bare OK.
        if (batch.Statements.Any(statement => !statement.Coverage.IsComplete || (statement.Kind == StatementKind.Set && statement.Relations.IsEmpty)))
            return null;
        WireError? error = (await ServerAnswer.AskAsync(client, sql)).Error;
        if (error is not { Code: TableDenied or ColumnDenied })
            return null;
        Denials++;
        string table = Table(error.Message);
        string[] commands = error.Message[..error.Message.IndexOf(" command denied", StringComparison.Ordinal)].Split(", ");
        return batch.Statements.Any(statement => Claims(statement, table, commands)) ? null : error.Message;
    }

    private static bool Claims(StatementSummary statement, string table, string[] commands) =>
        commands.Any(command => Kinds(command) is not { } kinds
            ? statement.Relations.Any(relation => Is(relation, table))
            : statement.Relations.Any(relation => relation.Access == AccessMode.Write && Is(relation, table)) && kinds.Any(statement.Kinds.Contains));

    /// <summary>The kinds of statements that need a privilege, if it is one for writing.</summary>
    private static StatementKind[]? Kinds(string command) => command switch
    {
        "INSERT" => [StatementKind.Insert, StatementKind.CopyIn, StatementKind.CopyFile, StatementKind.Create, StatementKind.Alter],
        "UPDATE" => [StatementKind.Update],
        "DELETE" or "DELETE HISTORY" => [StatementKind.Delete],
        "DROP" => [StatementKind.Drop, StatementKind.Truncate, StatementKind.Alter],
        "CREATE" or "CREATE VIEW" => [StatementKind.Create, StatementKind.Alter],
        "ALTER" => [StatementKind.Alter],
        "INDEX" => [StatementKind.Create, StatementKind.Drop],
        "TRIGGER" => [StatementKind.Create],
        _ => null,
    };

    private static bool Is(RelationAccess relation, string table) => string.Equals(relation.Name.Name, table, StringComparison.OrdinalIgnoreCase);

    /// <summary>The last name behind <c>table</c>; brands differ in quotes and in whether the database is named.</summary>
    private static string Table(string message)
    {
        string name = message[(message.LastIndexOf(" table ", StringComparison.Ordinal) + " table ".Length)..].Trim('\'', '`');
        int dot = name.LastIndexOf("`.`", StringComparison.Ordinal);
        return (dot < 0 ? name : name[(dot + 3)..]).Replace("``", "`", StringComparison.Ordinal);
    }
}
