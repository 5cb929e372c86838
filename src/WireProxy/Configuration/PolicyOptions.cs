using System.Collections.Immutable;
using WireProxy.Policy;

namespace WireProxy.Configuration;

/// <summary>One policy: for whom it is, what it denies, what it masks (docs/policy.md).</summary>
internal sealed record PolicyOptions
{
    public required string Name { get; init; }

    public MatchOptions Match { get; init; } = new();

    public ImmutableArray<RuleOptions> Rules { get; init; } = [];

    public ImmutableArray<MaskOptions> Masks { get; init; } = [];

    /// <summary>The columns whose values are not recorded where statements write or compare them.</summary>
    public ImmutableArray<ColumnPattern> RedactLiterals { get; init; } = [];

    public UnparsedEffect Unparsed { get; init; } = UnparsedEffect.Deny;

    /// <summary>What becomes of statements that no rule is about.</summary>
    public PolicyDefault Default { get; init; } = PolicyDefault.Allow;

    /// <summary>Where it stands in the configuration, for messages.</summary>
    public string Path { get; init; } = "";
}

/// <summary>What happens to a statement that no Allow rule of the policy covers.</summary>
internal enum PolicyDefault : byte
{
    Allow,
    Deny,
}

/// <summary>What happens to a statement that can not be read completely while a rule or mask might apply.</summary>
internal enum UnparsedEffect : byte
{
    Deny,
    Allow,
}
