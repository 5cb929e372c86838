using System.Collections.Concurrent;
using WireProxy.Masking.MySql.Catalog;
using WireProxy.Policy;
using WireProxy.Sessions.MySql.Masked;
using WireProxy.Sessions.MySql.Statements;

namespace WireProxy.Sessions.MySql;

/// <summary>What all MySQL sessions of the program share beside what all sessions do.</summary>
internal sealed class MySqlServices(SessionServices shared)
{
    private readonly ConcurrentDictionary<SessionPolicy, StatementJudge> _judges = new(ReferenceEqualityComparer.Instance);

    private readonly ConcurrentDictionary<SessionPolicy, MaskedTextJudge> _masked = new(ReferenceEqualityComparer.Instance);

    public SessionServices Shared => shared;

    /// <summary>What was read of the servers' catalogs.</summary>
    public DefinitionStore Definitions { get; } = new(shared.Time);

    public ThreadRegistry Threads { get; } = new();

    public StatementJudge For(SessionPolicy policies) => _judges.GetOrAdd(policies, static all => new StatementJudge(all));

    /// <summary>Judges the texts of sessions under policies that mask.</summary>
    public MaskedTextJudge MaskedFor(SessionPolicy policies) =>
        _masked.GetOrAdd(policies, static (all, services) => new MaskedTextJudge(all, services.For(all)), this);
}
