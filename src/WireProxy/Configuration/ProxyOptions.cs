using System.Collections.Immutable;

namespace WireProxy.Configuration;

/// <summary>The whole configuration, read and checked (docs/configuration.md).</summary>
internal sealed record ProxyOptions
{
    public ImmutableArray<EndpointOptions> Endpoints { get; init; } = [];

    public ImmutableArray<PolicyOptions> Policies { get; init; } = [];

    public MaskingOptions Masking { get; init; } = new();

    public AuditOptions Audit { get; init; } = new();

    public LimitsOptions Limits { get; init; } = new();

    public AdminOptions Admin { get; init; } = new();
}
