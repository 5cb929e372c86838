using System.Collections.Immutable;
using WireProxy.Sql.Analysis;

namespace WireProxy.Policy;

/// <summary>The policies that one kind of session is under. Sessions of equal scope share one instance, and its cache.</summary>
internal sealed class SessionPolicy
{
    private const int CachedStatements = 4096;
    private const long CachedBytes = 8 * 1024 * 1024;

    private readonly ImmutableArray<CompiledPolicy> _policies;

    internal SessionPolicy(ImmutableArray<CompiledPolicy> policies)
    {
        _policies = policies;
        Masks = [.. policies.SelectMany(policy => policy.Masks)];
        IsEmpty = policies.All(policy => policy.Rules.IsEmpty && policy.Masks.IsEmpty);
        Judgements = IsEmpty ? new(VerdictCache<Judgement>.Ways, 0) : new(CachedStatements, CachedBytes);
    }

    public static SessionPolicy None { get; } = new([]);

    /// <summary>No rule and no mask: nothing needs to be read or rewritten.</summary>
    public bool IsEmpty { get; }

    public ImmutableArray<ColumnMask> Masks { get; }

    /// <summary>Judged texts. The salt of a key holds all that the text alone does not say: lexical context, catalog version.</summary>
    public VerdictCache<Judgement> Judgements { get; }

    /// <summary>Any Deny wins, the first in the order of policies and rules is named; then Unparsed; then the first Allow.</summary>
    /// <param name="batch">All statements of one message: they run together or not at all.</param>
    /// <param name="catalog">Null: an unqualified relation name may be in any schema.</param>
    public Verdict Judge(StatementBatch batch, IRelationCatalog? catalog = null) =>
        First(policy => policy.FirstMatch(batch, VerdictKind.Deny, catalog))
        ?? First(policy => policy.DenyUnparsed(batch))
        ?? First(policy => policy.FirstMatch(batch, VerdictKind.Allow, catalog))
        ?? Verdict.Allow;

    private Verdict? First(Func<CompiledPolicy, Verdict?> ask)
    {
        foreach (CompiledPolicy policy in _policies)
            if (ask(policy) is { } verdict)
                return verdict;
        return null;
    }
}
