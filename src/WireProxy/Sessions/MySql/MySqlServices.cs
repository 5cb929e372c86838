using System.Runtime.CompilerServices;
using WireProxy.Masking.MySql.Catalog;
using WireProxy.Policy;
using WireProxy.Sessions.MySql.Masked;
using WireProxy.Sessions.MySql.Statements;

namespace WireProxy.Sessions.MySql;

/// <summary>What all MySQL sessions of the program share beside what all sessions do.</summary>
internal sealed class MySqlServices(SessionServices shared)
{
    // Gone with the last session under a policy that a reload has replaced.
    private readonly ConditionalWeakTable<SessionPolicy, StatementJudge> _judges = [];

    private readonly ConditionalWeakTable<SessionPolicy, MaskedTextJudge> _masked = [];

    public SessionServices Shared => shared;

    /// <summary>What was read of the servers' catalogs.</summary>
    public DefinitionStore Definitions { get; } = new(shared.Time);

    public ThreadRegistry Threads { get; } = new();

    public StatementJudge For(SessionPolicy policies) => _judges.GetValue(policies, static all => new StatementJudge(all));

    /// <summary>Judges the texts of sessions under policies that mask.</summary>
    public MaskedTextJudge MaskedFor(SessionPolicy policies) =>
        _masked.GetValue(policies, all => new MaskedTextJudge(all, For(all)));
}
