using System.Globalization;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Stores;

namespace WireProxy.Cli;

/// <summary>Sessions and statements for a person to read.</summary>
internal static class SessionsText
{
    private const int ListedSql = 200;

    public static void WriteList(IReadOnlyList<SessionEntry> sessions, TextWriter output)
    {
        var table = new OutputTable("ID", "STARTED (UTC)", "ENDPOINT", "USER", "DATABASE", "CLIENT", "STATEMENTS", "DENIED", "ROWS", "END");
        foreach (SessionEntry session in sessions)
        {
            table.Add(
                session.Id.ToString(), SessionsWords.Of(session.StartedAt), Line(session.Endpoint), Line(session.User), Line(session.Database),
                Line(session.Client), SessionsWords.Of(session.Statements), SessionsWords.Of(session.Denied), SessionsWords.Of(session.Rows),
                session.EndedAt is null ? "open" : Line(session.EndReason));
        }
        table.Write(output);
    }

    public static async Task WriteAsync(SessionEntry session, IAsyncEnumerable<StatementEntry> statements, TextWriter output)
    {
        await output.WriteLineAsync($"session      {session.Id}");
        await output.WriteLineAsync($"endpoint     {Line(session.Endpoint)} ({session.Protocol})");
        await output.WriteLineAsync($"user         {Line(session.User)}");
        await output.WriteLineAsync($"database     {Line(session.Database)}");
        await output.WriteLineAsync($"client       {Line(session.Client)}");
        await output.WriteLineAsync($"application  {Line(session.Application)}");
        await output.WriteLineAsync($"started      {SessionsWords.Of(session.StartedAt)} UTC");
        await output.WriteLineAsync($"ended        {(session.EndedAt is { } ended ? SessionsWords.Of(ended) + " UTC, " + Line(session.EndReason) : "open")}");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"bytes        {session.BytesFromClient} from the client, {session.BytesToClient} to it"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"statements   {session.Statements}, {session.Denied} denied, {session.Rows} rows"));
        await output.WriteLineAsync();
        var table = new OutputTable("SEQ", "AT (UTC)", "FROM START", "MS", "VERDICT", "ROWS", "KIND", "SQL");
        await foreach (StatementEntry statement in statements)
        {
            table.Add(
                SessionsWords.Of(statement.Seq), SessionsWords.Of(statement.At), SessionsWords.Clock(statement.At - session.StartedAt),
                SessionsWords.Of(statement.Duration), Verdict(statement),
                SessionsWords.Of(statement.Rows), statement.Kind ?? "-", Sql(statement));
        }
        table.Write(output);
    }

    /// <summary>A statement with the session that it belongs to.</summary>
    public static string Line(SessionEntry session, StatementEntry statement) => string.Create(CultureInfo.InvariantCulture,
        $"{SessionsWords.Of(statement.At)}  {session.Id}  {Line(session.User)}@{Line(session.Database)}  {Verdict(statement)}  "
        + $"{SessionsWords.Of(statement.Rows)} rows  {SessionsWords.Of(statement.Duration)} ms  {Sql(statement)}");

    private static string Verdict(StatementEntry statement)
    {
        string word = SessionsWords.Of(statement.Verdict);
        if (statement.Policy is { } policy)
            word += $" ({Line(policy)}{(statement.Rule is { } rule ? string.Create(CultureInfo.InvariantCulture, $", rule {rule}") : "")})";
        return word;
    }

    private static string Sql(StatementEntry statement)
    {
        string text = Line(statement.Sql, ListedSql);
        if (statement.Masked.Count > 0)
            text += $"  [masked: {Line(string.Join(", ", statement.Masked), ListedSql)}]";
        if (statement.Error is { } error)
            text += $"  [error: {Line(error, ListedSql)}]";
        return text;
    }

    private static string Line(string? text, int limit = int.MaxValue) => SessionsWords.Line(text, limit);
}
