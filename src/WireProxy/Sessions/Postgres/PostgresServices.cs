using System.Runtime.CompilerServices;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Policy;

namespace WireProxy.Sessions.Postgres;

/// <summary>What all PostgreSQL sessions of the program share beside what all sessions do.</summary>
internal sealed class PostgresServices(SessionServices shared)
{
    // Gone with the last session under a policy that a reload has replaced.
    private readonly ConditionalWeakTable<SessionPolicy, PolicyScopeServices> _scopes = [];

    public SessionServices Shared => shared;

    public CatalogStore Catalogs { get; } = new(shared.Time);

    public CancelRegistry Cancels { get; } = new();

    public PolicyScopeServices For(SessionPolicy policy) =>
        _scopes.GetValue(policy, static scope => new PolicyScopeServices(new StatementJudge(scope), new CatalogPlan(scope.Masks)));
}

/// <summary>What the sessions under one set of policies share: judged statements, and what to read of a catalog.</summary>
internal sealed record PolicyScopeServices(StatementJudge Judge, CatalogPlan Catalog);
