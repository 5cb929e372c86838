using System.Collections.Immutable;

namespace WireProxy.Configuration;

/// <summary>The sessions that a policy is for. An empty list stands for any; values may hold <c>*</c>.</summary>
internal sealed record MatchOptions
{
    public ImmutableArray<string> Users { get; init; } = [];

    public ImmutableArray<string> Groups { get; init; } = [];

    public ImmutableArray<string> Databases { get; init; } = [];

    public ImmutableArray<string> Endpoints { get; init; } = [];
}
