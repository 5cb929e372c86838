using System.Collections.Concurrent;
using System.Collections.Immutable;
using WireProxy.Configuration;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Comparisons;
using WireProxy.Sql.Fingerprints;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Literals;

namespace WireProxy.Policy;

/// <summary>The policies that one kind of session is under. Sessions of equal scope share one instance.</summary>
internal sealed class SessionPolicy
{
    private readonly ImmutableArray<CompiledPolicy> _policies;
    private readonly ConcurrentDictionary<string, SessionPolicy> _narrowed = new(StringComparer.Ordinal);
    private readonly DatabaseKnowledge _databases;
    private readonly bool _namesFingerprints;
    private readonly bool _deniesPredicates;

    internal SessionPolicy(ImmutableArray<CompiledPolicy> policies, DatabaseKnowledge databases = DatabaseKnowledge.Given)
    {
        _policies = policies;
        _databases = databases;
        Masks = [.. policies.SelectMany(policy => policy.Masks)];
        RedactedColumns = [.. policies.SelectMany(static policy => policy.RedactedColumns)];
        IsEmpty = policies.All(static policy => policy.IsEmpty);
        _deniesPredicates = Masks.Any(static mask => mask.Predicates == MaskPredicates.Deny);
        _namesFingerprints = policies.Any(static policy => policy.NamesFingerprints);
    }

    public static SessionPolicy None { get; } = new([]);

    /// <summary>No rule and no mask: nothing needs to be read or rewritten.</summary>
    public bool IsEmpty { get; }

    public ImmutableArray<ColumnMask> Masks { get; }

    /// <summary>The columns whose values are not recorded where statements write or compare them.</summary>
    public ImmutableArray<ColumnPattern> RedactedColumns { get; }

    /// <summary>Who is named where no policy's own rule decides.</summary>
    public string? FirstName => _policies.IsEmpty ? null : _policies[0].Name;

    /// <summary>Whether another one hides the same columns in the same way, from the client and from the recording.</summary>
    public bool HidesTheSameAs(SessionPolicy other) =>
        Masks.SequenceEqual(other.Masks) && RedactedColumns.SequenceEqual(other.RedactedColumns);

    /// <summary>Whether another one has the same rules and masks, whatever configuration it is from.</summary>
    public bool SaysTheSameAs(SessionPolicy other) =>
        HidesTheSameAs(other) && _policies.Select(static policy => policy.Text).SequenceEqual(other._policies.Select(static policy => policy.Text));

    /// <summary>Whether the database's catalog is needed to judge: for masks, and for rules on the relations of one schema.</summary>
    public bool NeedsCatalog => !Masks.IsEmpty || _policies.Any(static policy => policy.NamesSchemas);

    /// <summary>
    /// Of these policies those for any of the databases: where a statement may name databases of its own, the session's
    /// facts decide less than the statement. Names that differ in case only are the same to some servers, so to all.
    /// </summary>
    public SessionPolicy In(IReadOnlyCollection<string> databases)
    {
        if (_databases == DatabaseKnowledge.Any)
            return this;
        Span<char> chosen = new char[_policies.Length];
        for (int i = 0; i < _policies.Length; i++)
            chosen[i] = _policies[i].Scope.CoversAny(databases, StringComparison.OrdinalIgnoreCase) ? '1' : '0';
        return chosen.Contains('0')
            ? _narrowed.GetOrAdd(chosen.ToString(), static (key, all) => new SessionPolicy([.. all.Where((_, at) => key[at] == '1')]), _policies)
            : this;
    }

    /// <summary>The same policies for someone who does not know the database: those for every database hold.</summary>
    public SessionPolicy InAnyDatabase() => new(_policies, DatabaseKnowledge.Any);

    /// <summary>A text's statements with what these policies ask beyond their summaries.</summary>
    public StatementBatch Complete(StatementBatch batch, ReadOnlySpan<byte> text, LexicalContext context)
    {
        if (_namesFingerprints)
            batch = StatementFingerprints.AddTo(batch, text, context);
        if (_deniesPredicates || !RedactedColumns.IsEmpty)
            batch = ComparedNames.AddTo(batch, text, context);
        return RedactedColumns.IsEmpty ? batch : LiteralUses.AddTo(batch, text, context);
    }

    /// <summary>Any Deny wins, the first in the order of policies and rules is named; then Unparsed; then Predicates; then Default; then the first Allow.</summary>
    /// <param name="batch">All statements of one message: they run together or not at all.</param>
    /// <param name="catalog">Null: an unqualified relation name may be in any schema.</param>
    public Verdict Judge(StatementBatch batch, IRelationCatalog? catalog = null) =>
        First(policy => policy.FirstMatch(batch, VerdictKind.Deny, catalog))
        ?? First(policy => policy.DenyUnparsed(batch))
        ?? First(policy => policy.DenyPredicates(batch, catalog))
        ?? First(policy => policy.DenyByDefault(batch, catalog))
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

/// <summary>Whether it is known in which databases statements run.</summary>
internal enum DatabaseKnowledge : byte
{
    Given,
    Any,
}
