using System.Text;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Tests;

/// <summary>A protocol small enough for tests: every line of the client is a statement, every line of the server its answer.</summary>
internal sealed class LineIndexer : ISessionIndexer
{
    private readonly StringBuilder _client = new();
    private readonly StringBuilder _server = new();
    private readonly Queue<(string Sql, DateTimeOffset At)> _asked = new();
    private long _seq;

    public void Read(in AuditRecord record, SessionIndex index)
    {
        if (record.Kind == RecordKind.ClientBytes)
        {
            foreach (string line in Lines(_client, record.Bytes))
                _asked.Enqueue((line, record.Header.At));
        }
        if (record.Kind == RecordKind.ServerBytes)
        {
            foreach (string line in Lines(_server, record.Bytes))
                Answer(line, record.Header.At, index);
        }
        if (record.Kind == RecordKind.SessionEnded)
        {
            while (_asked.TryDequeue(out (string Sql, DateTimeOffset At) asked))
                index.Add(new StatementEntry { Seq = ++_seq, At = asked.At, Sql = asked.Sql });
        }
    }

    private void Answer(string line, DateTimeOffset at, SessionIndex index)
    {
        if (!_asked.TryDequeue(out (string Sql, DateTimeOffset At) asked))
            return;
        bool denied = line == "denied";
        index.User ??= "somebody";
        index.Add(new StatementEntry
        {
            Seq = ++_seq,
            At = asked.At,
            Duration = at - asked.At,
            Sql = asked.Sql,
            Kind = asked.Sql.Split(' ')[0],
            Verdict = denied ? VerdictOutcome.Deny : VerdictOutcome.Allow,
            Policy = denied ? "p" : null,
            Rule = denied ? 2 : null,
            Rows = denied ? null : 1,
            Error = denied ? "42501 no" : null,
            Masked = line.StartsWith("masked", StringComparison.Ordinal) ? ["ssn"] : [],
        });
    }

    private static List<string> Lines(StringBuilder pending, ReadOnlySpan<byte> bytes)
    {
        pending.Append(Encoding.UTF8.GetString(bytes));
        string[] lines = pending.ToString().Split('\n');
        pending.Clear().Append(lines[^1]);
        return [.. lines[..^1]];
    }
}

internal sealed class LineIndexers : ISessionIndexerFactory
{
    public ISessionIndexer Create(SessionOpened opened) => new LineIndexer();
}
