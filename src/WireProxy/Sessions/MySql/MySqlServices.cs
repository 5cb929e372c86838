using System.Collections.Concurrent;
using WireProxy.Policy;
using WireProxy.Sessions.MySql.Statements;

namespace WireProxy.Sessions.MySql;

/// <summary>What all MySQL sessions of the program share beside what all sessions do.</summary>
internal sealed class MySqlServices(SessionServices shared)
{
    private readonly ConcurrentDictionary<SessionPolicy, StatementJudge> _judges = new(ReferenceEqualityComparer.Instance);

    public SessionServices Shared => shared;

    public ThreadRegistry Threads { get; } = new();

    public StatementJudge For(SessionPolicy policies) => _judges.GetOrAdd(policies, static all => new StatementJudge(all));
}
