using System.Text;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Tests.MySqlOracle;

/// <summary>Where a summary and a server disagree about one statement.</summary>
internal enum Disagreement
{
    None,

    /// <summary>The server does not read it, so it says nothing.</summary>
    NotRead,
    NotComplete,
    RelationNotClaimed,
    RoutineNotClaimed,
    OtherColumns,
}

/// <summary>Asks a server about a statement, and gives it the relations it misses until it asks for none.</summary>
internal sealed class StatementComparison(MySqlWireClient client, Brand brand)
{
    private const int MostRelations = 20;

    public LexicalContext Context { get; } = LexicalContext.MySqlDefault with
    {
        Server = brand == Brand.MariaDb ? new ServerVersion(ServerFamily.MariaDb, 101119) : new ServerVersion(ServerFamily.MySql, 90700),
    };

    public string Detail { get; private set; } = "";

    public async Task<Disagreement> CompareAsync(string sql)
    {
        StatementBatch batch = MySqlAnalyzer.Analyze(Encoding.UTF8.GetBytes(sql), Context);
        var created = new List<string>();
        ServerAnswer answer = await ServerAnswer.AskAsync(client, sql);
        Disagreement found = Judge(batch, answer);
        while (found == Disagreement.None && answer.MissingRelation is { } missing && created.Count < MostRelations)
        {
            string relation = $"`{missing.Database.Replace("`", "``", StringComparison.Ordinal)}`.`{missing.Name.Replace("`", "``", StringComparison.Ordinal)}`";
            if ((await client.QueryAsync($"CREATE TABLE {relation} (id int) ENGINE=MEMORY")).Error is not null)
                break;
            created.Add(relation);
            answer = await ServerAnswer.AskAsync(client, sql);
            found = Judge(batch, answer);
        }
        foreach (string relation in created)
            await client.QueryAsync($"DROP TABLE {relation}");
        return found;
    }

    private Disagreement Judge(StatementBatch batch, ServerAnswer answer)
    {
        Detail = answer.Error is { } error ? $"{error.Code} {error.Message}" : "";
        if (!answer.IsRead)
            return Disagreement.NotRead;
        StatementSummary? partial = batch.Statements.FirstOrDefault(statement => !statement.Coverage.IsComplete);
        if (partial is not null)
        {
            Detail = partial.Coverage.Gap + " | " + Detail;
            return Disagreement.NotComplete;
        }
        if (answer.MissingRelation is { } relation && !batch.Statements.Any(statement =>
                statement.Relations.Any(claimed => IsSame(claimed.Name, relation))))
            return Disagreement.RelationNotClaimed;
        if (answer.MissingRoutine is { } routine && !batch.Statements.Any(statement =>
                statement.Functions.Any(claimed => IsSame(claimed, routine))))
            return Disagreement.RoutineNotClaimed;
        // MariaDB describes what RETURNING lists only when it runs.
        return answer.Error is null && batch.Statements is [{ Kind: not (StatementKind.Insert or StatementKind.Delete) } only] && !HasColumns(only, answer.Columns)
            ? Disagreement.OtherColumns
            : Disagreement.None;
    }

    private bool HasColumns(StatementSummary summary, IReadOnlyList<ColumnInfo> columns)
    {
        string expected = string.Join(" | ", columns.Select(column => column.Name));
        string listed = string.Join(" | ", summary.Outputs.Select((output, place) =>
            output.Name is null && place < columns.Count ? columns[place].Name : output.Name));
        Detail = $"the server has {expected}, the summary {summary.Result} {listed}";
        return summary.Result switch
        {
            ResultColumns.None => columns.Count == 0,
            ResultColumns.Listed => string.Equals(expected, listed, StringComparison.OrdinalIgnoreCase),
            _ => true,
        };
    }

    /// <summary>MariaDB reports a function of a package as <c>package.function</c>; the package is claimed.</summary>
    private static bool IsSame(SqlName claimed, (string Database, string Name) reported) =>
        (string.Equals(claimed.Name, reported.Name, StringComparison.OrdinalIgnoreCase)
            || reported.Name.StartsWith(claimed.Name + ".", StringComparison.OrdinalIgnoreCase))
        && (claimed.Schema is null || string.Equals(claimed.Schema, reported.Database, StringComparison.OrdinalIgnoreCase));
}
