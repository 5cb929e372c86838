using System.Collections.Concurrent;
using System.Collections.Immutable;
using WireProxy.Configuration;

namespace WireProxy.Policy;

/// <summary>All policies of one configuration. Never changes; a reload makes a new one.</summary>
internal sealed class PolicySnapshot
{
    private readonly ImmutableArray<CompiledPolicy> _policies;
    private readonly ConcurrentDictionary<string, SessionPolicy> _scopes = new(StringComparer.Ordinal);

    private PolicySnapshot(ImmutableArray<CompiledPolicy> policies) => _policies = policies;

    public static PolicySnapshot Compile(IReadOnlyList<PolicyOptions> policies) =>
        new([.. policies.Select(policy => new CompiledPolicy(policy))]);

    /// <summary>The union of the policies that match the session.</summary>
    public SessionPolicy ForSession(in SessionFacts facts)
    {
        var covering = ImmutableArray.CreateBuilder<CompiledPolicy>();
        Span<char> scope = new char[_policies.Length];
        for (int i = 0; i < _policies.Length; i++)
        {
            bool covers = _policies[i].Scope.Covers(facts);
            scope[i] = covers ? '1' : '0';
            if (covers)
                covering.Add(_policies[i]);
        }
        return covering.Count == 0
            ? SessionPolicy.None
            : _scopes.GetOrAdd(scope.ToString(), static (_, policies) => new SessionPolicy(policies), covering.ToImmutable());
    }
}
