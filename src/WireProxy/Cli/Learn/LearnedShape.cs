using WireProxy.Audit.Indexing;
using WireProxy.Audit.Stores;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Fingerprints;

namespace WireProxy.Cli.Learn;

/// <summary>Statements of one fingerprint, as they were recorded.</summary>
internal sealed class LearnedShape(Fingerprint fingerprint, StatementKind kind, string protocol, string example)
{
    private readonly HashSet<string> _users = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sessions = new(StringComparer.Ordinal);

    public Fingerprint Fingerprint => fingerprint;

    public StatementKind Kind => kind;

    public string Protocol => protocol;

    /// <summary>One of them, with its literals.</summary>
    public string Example => example;

    public long Count { get; private set; }

    public int Sessions => _sessions.Count;

    public IEnumerable<string> Users => _users.Order(StringComparer.Ordinal);

    public DateTimeOffset FirstAt { get; private set; } = DateTimeOffset.MaxValue;

    public DateTimeOffset LastAt { get; private set; } = DateTimeOffset.MinValue;

    public void Note(SessionEntry session, StatementEntry statement)
    {
        Count++;
        _sessions.Add(session.Id.ToString());
        if (session.User is { } user)
            _users.Add(user);
        FirstAt = statement.At < FirstAt ? statement.At : FirstAt;
        LastAt = statement.At > LastAt ? statement.At : LastAt;
    }
}
