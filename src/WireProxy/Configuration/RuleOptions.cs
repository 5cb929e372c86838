using System.Collections.Immutable;
using WireProxy.Policy;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Fingerprints;

namespace WireProxy.Configuration;

/// <summary>One rule. Conditions left out hold for every statement; the values inside one are alternatives.</summary>
internal sealed record RuleOptions
{
    public RuleEffect Effect { get; init; } = RuleEffect.Deny;

    public StatementKinds Statements { get; init; }

    public ImmutableArray<QualifiedPattern> Relations { get; init; } = [];

    public ImmutableArray<QualifiedPattern> Functions { get; init; } = [];

    public WherePresence? Where { get; init; }

    /// <summary>The shapes of the statements that the rule is for.</summary>
    public ImmutableArray<Fingerprint> Fingerprints { get; init; } = [];

    public string? Message { get; init; }

    /// <summary>Where it stands in the configuration, for messages.</summary>
    public string Path { get; init; } = "";
}

/// <summary>What a matching rule does.</summary>
internal enum RuleEffect : byte
{
    Deny,
    RequireApproval,
    Limit,
    Allow,
}
