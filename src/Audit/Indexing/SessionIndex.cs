namespace WireProxy.Audit.Indexing;

/// <summary>What an indexer says about its session. A later value replaces an earlier one; null is not said.</summary>
public sealed class SessionIndex
{
    private readonly List<StatementEntry> _statements = [];

    public string? User { get; set; }

    public string? Database { get; set; }

    public string? Application { get; set; }

    /// <summary>Statements since the last time they were taken.</summary>
    public IReadOnlyList<StatementEntry> Statements => _statements;

    /// <summary>Adds a statement that is complete, or that the end of the session cut off.</summary>
    public void Add(StatementEntry statement) => _statements.Add(statement);

    internal StatementEntry[] Take()
    {
        StatementEntry[] taken = [.. _statements];
        _statements.Clear();
        return taken;
    }
}
