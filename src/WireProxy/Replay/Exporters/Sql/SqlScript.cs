using System.Buffers;
using System.Globalization;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;
using WireProxy.Cli;
using WireProxy.Recording.Reading;

namespace WireProxy.Replay.Exporters.Sql;

/// <summary>
/// Writes a statement when it has ended, behind a comment that tells what became of it. What the server never ran, and what can
/// not be said in SQL, is a comment itself.
/// </summary>
internal sealed class SqlScript(ExportWriter writer, ISqlDialect dialect) : ExportSink(writer)
{
    private RunningStatement? _copying;
    private byte _lastCopied = (byte)'\n';
    private long _leftOut;

    public void Begin(SessionEntry session)
    {
        Comment($"session {session.Id}, {session.Protocol}, endpoint {session.Endpoint}");
        Comment($"user {session.User}, database {session.Database}, client {session.Client}, application {session.Application}");
        Comment($"began {SessionsWords.Of(session.StartedAt)} UTC");
    }

    public override void CopyBegan(RunningStatement statement, RecordedSide from, CopyForm form)
    {
        if (from != RecordedSide.Client || dialect.BulkData != BulkData.Inline || form != CopyForm.Text || !IsAlone(statement.KnownText.Sql))
            return;
        Writer.Line("");
        Writer.Line(Statement(statement) ?? "");
        _copying = statement;
    }

    public override void Copied(RunningStatement? statement, in CopiedData data)
    {
        if (data.From == RecordedSide.Server || data.Length == 0)
            return;
        if (_copying is null)
        {
            _leftOut += data.Length;
            return;
        }
        Writer.Bytes.Write(data.Captured);
        _lastCopied = data.Captured[^1];
    }

    public override void Add(StatementEntry entry, RunningStatement statement)
    {
        if (ReferenceEquals(_copying, statement))
        {
            Writer.Line(_lastCopied == (byte)'\n' ? "\\." : "\n\\.");
            Comment(Outcome(entry));
        }
        else
        {
            Writer.Line("");
            Comment(Outcome(entry));
            Write(entry, statement);
        }
        if (_leftOut > 0)
            Comment(string.Create(CultureInfo.InvariantCulture, $"{_leftOut} bytes of data that the client sent for it are not in this script"));
        _copying = null;
        _lastCopied = (byte)'\n';
        _leftOut = 0;
    }

    private void Write(StatementEntry entry, RunningStatement statement)
    {
        bool wasRun = entry.Verdict == VerdictOutcome.Allow && statement.KnownText.Form == TextForm.Sql && _leftOut == 0;
        if (wasRun && Statement(statement) is { } text)
            Writer.Line(text);
        else
            Comment(statement.KnownText.Sql);
    }

    private string? Statement(RunningStatement statement)
    {
        if (SqlStatement.TryWrite(statement.KnownText.Sql, statement.Bound?.Read() ?? [], dialect, out string? text, out string? problem))
            return text;
        Comment(problem);
        return null;
    }

    private static string Outcome(StatementEntry entry)
    {
        string policy = entry.Policy is { } name ? $" by policy {name}" : "";
        string rows = entry.Rows is { } count ? string.Create(CultureInfo.InvariantCulture, $", {count} rows") : "";
        string masked = entry.Masked.Count > 0 ? $", masked {string.Join(", ", entry.Masked)}" : "";
        string error = entry.Error is { } text ? $", error {text}" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{entry.Seq}  {SessionsWords.Of(entry.At)} UTC, {SessionsWords.Of(entry.Duration)} ms, {SessionsWords.Of(entry.Verdict)}{policy}{rows}{masked}{error}");
    }

    // Data stand behind the one statement that asked for them; psql would look for them behind the first of several.
    private static bool IsAlone(string sql) => sql.TrimEnd().TrimEnd(';').IndexOf(';', StringComparison.Ordinal) < 0;

    // Every line of it: what is in a text must not end the comment.
    private void Comment(string text)
    {
        foreach (string line in text.Split('\n', '\r'))
            Writer.Line("-- " + SessionsWords.Line(line));
    }
}
