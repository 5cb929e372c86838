using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using WireProxy.Admin;
using WireProxy.Configuration;
using WireProxy.Masking.Catalog;
using WireProxy.Masking.Values;
using WireProxy.Policy;
using WireProxy.Recording;

namespace WireProxy.Sessions.Postgres;

/// <summary>What all PostgreSQL sessions of the program share.</summary>
internal sealed class PostgresServices(ProxyOptions options, PolicySnapshot policies, SessionRecording recording, ProxyMetrics metrics, ILogger logger, TimeProvider time)
{
    private readonly ConcurrentDictionary<SessionPolicy, PolicyScopeServices> _scopes = new(ReferenceEqualityComparer.Instance);

    public LimitsOptions Limits => options.Limits;

    public PolicySnapshot Policies => policies;

    public SessionRecording Recording => recording;

    public ProxyMetrics Metrics => metrics;

    public ILogger Logger => logger;

    /// <summary>Random where no mask asks for a configured one.</summary>
    public MaskKey MaskKey { get; } = options.Masking.HashKey.IsEmpty ? MaskKey.CreateRandom() : new(options.Masking.HashKey.Span);

    public CatalogStore Catalogs { get; } = new(time);

    public CancelRegistry Cancels { get; } = new();

    public SessionRegistry Sessions { get; } = new(options.Limits.MaxSessions);

    public PolicyScopeServices For(SessionPolicy policy) =>
        _scopes.GetOrAdd(policy, static scope => new PolicyScopeServices(new StatementJudge(scope), new CatalogPlan(scope.Masks)));
}

/// <summary>What the sessions under one set of policies share: judged statements, and what to read of a catalog.</summary>
internal sealed record PolicyScopeServices(StatementJudge Judge, CatalogPlan Catalog);
