namespace WireProxy.Replay.Exporters.Sql;

/// <summary>The statements of a session as a script for the server's stock client.</summary>
internal sealed class SqlScriptExporter : ISessionExporter
{
    public async Task ExportAsync(RecordedSession session, IExportTarget target, CancellationToken cancellationToken)
    {
        ISqlDialect dialect = session.Entry.Protocol switch
        {
            "postgres" => new PostgresDialect(),
            "mysql" => new MySqlDialect(),
            string other => throw new ExportException($"sessions of protocol '{other}' can not be written as a script"),
        };
        var script = new SqlScript(new ExportWriter("sql"), dialect);
        script.Begin(session.Entry);
        await script.RunAsync(session, target, cancellationToken);
    }
}
