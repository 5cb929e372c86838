using WireProxy.Sql.Analysis;

namespace WireProxy.Sessions.MySql.Statements;

/// <summary>The databases that a text is about: a session can reach any of them, whichever it was opened with.</summary>
internal static class NamedDatabases
{
    // They may be about a database, a routine or an account, whose database is not among the relations.
    private static readonly StatementKinds UnnamedKinds = StatementKinds.Of(StatementKind.Create).With(StatementKind.Alter)
        .With(StatementKind.Drop).With(StatementKind.Grant).With(StatementKind.Admin).With(StatementKind.Maintenance)
        .With(StatementKind.Show).With(StatementKind.Replication).With(StatementKind.Execute).With(StatementKind.Other);

    /// <summary>Null where it can not be told, so that the policies of all databases hold.</summary>
    public static IReadOnlyCollection<string>? Of(StatementBatch batch, JudgingScope scope)
    {
        var databases = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { scope.LoginDatabase };
        if (scope.Settings.Database is { } current)
            databases.Add(current);
        foreach (StatementSummary statement in batch.Statements)
        {
            if (!statement.Coverage.IsComplete || (statement.UsesDatabase is not null && batch.Statements.Length > 1))
                return null;
            if (statement.Relations.IsEmpty && statement.Kinds.With(statement.Kind).Overlaps(UnnamedKinds))
                return null;
            Add(statement, databases);
        }
        return databases;
    }

    private static void Add(StatementSummary statement, HashSet<string> databases)
    {
        if (statement.UsesDatabase is { } used)
            databases.Add(used);
        foreach (RelationAccess relation in statement.Relations)
        {
            if (relation.Name.Schema is { } schema)
                databases.Add(schema);
        }
        foreach (SqlName function in statement.Functions)
        {
            if (function.Schema is { } schema)
                databases.Add(schema);
        }
    }
}
