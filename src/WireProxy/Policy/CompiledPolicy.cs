using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using WireProxy.Configuration;
using WireProxy.Sql.Analysis;

namespace WireProxy.Policy;

/// <summary>One policy, ready to be asked.</summary>
internal sealed class CompiledPolicy(PolicyOptions options)
{
    private readonly bool _deniesUnparsed = options.Unparsed == UnparsedEffect.Deny;

    public string Name => options.Name;

    public PolicyScope Scope { get; } = new(options.Match);

    public ImmutableArray<PolicyRule> Rules { get; } =
        [.. options.Rules.Select((rule, index) => new PolicyRule(options.Name, index + 1, rule))];

    public ImmutableArray<ColumnMask> Masks { get; } =
        [.. options.Masks.Select(mask => new ColumnMask(mask.Column, mask.With, options.Name) { Predicates = mask.Predicates })];

    public ImmutableArray<ColumnPattern> RedactedColumns => options.RedactLiterals;

    /// <summary>All that it says of statements, to compare it with another one. Where it stands is left out.</summary>
    public string Text { get; } = JsonSerializer.Serialize(options with
    {
        Path = "",
        Rules = [.. options.Rules.Select(static rule => rule with { Path = "" })],
        Masks = [.. options.Masks.Select(static mask => mask with { Path = "" })],
    });

    public bool NamesSchemas { get; } = options.Rules.Any(static rule => rule.Relations.Any(static name => name.Schema is { IsAnything: false }));

    /// <summary>The first rule of one effect that matches any of the statements.</summary>
    public Verdict? FirstMatch(StatementBatch batch, VerdictKind effect, IRelationCatalog? catalog)
    {
        foreach (PolicyRule rule in Rules)
            if (rule.Verdict.Kind == effect)
                foreach (StatementSummary statement in batch.Statements)
                    if (rule.Matches(statement, catalog))
                        return rule.Verdict;
        return null;
    }

    /// <summary>Whether it has a say about any statement.</summary>
    public bool IsEmpty => Rules.IsEmpty && Masks.IsEmpty && RedactedColumns.IsEmpty && options.Default == PolicyDefault.Allow;

    public bool NamesFingerprints { get; } = options.Rules.Any(static rule => !rule.Fingerprints.IsEmpty);

    /// <summary>What <c>Predicates</c> says: no statement may compare such a column.</summary>
    public Verdict? DenyPredicates(StatementBatch batch, IRelationCatalog? catalog)
    {
        foreach (ColumnMask mask in Masks)
        {
            if (mask.Predicates != MaskPredicates.Deny)
                continue;
            foreach (StatementSummary statement in batch.Statements)
                if (PredicateRule.MayCompare(mask, statement, catalog))
                    return new Verdict(VerdictKind.Deny, Name, null, $"comparing {mask.Column} is not allowed");
        }
        return null;
    }

    /// <summary>What <c>Default</c> says: each statement needs an Allow rule that is about all of it.</summary>
    public Verdict? DenyByDefault(StatementBatch batch, IRelationCatalog? catalog)
    {
        if (options.Default == PolicyDefault.Allow)
            return null;
        foreach (StatementSummary statement in batch.Statements)
            if (!Rules.Any(rule => rule.Covers(statement, catalog)))
                return new Verdict(VerdictKind.Deny, Name, null, "no rule of the policy allows the statement");
        return null;
    }

    /// <summary>What <c>Unparsed</c> says: a statement that hides something may hide whatever a rule or mask is about.</summary>
    public Verdict? DenyUnparsed(StatementBatch batch)
    {
        if (!_deniesUnparsed || (Masks.IsEmpty && !Rules.Any(rule => rule.Denies)))
            return null;
        for (int at = 0; at < batch.Statements.Length; at++)
            if (batch.Statements[at].Coverage.Gap is { } gap)
                return new Verdict(VerdictKind.Deny, Name, null, string.Create(
                    CultureInfo.InvariantCulture, $"the statement can not be read completely: {gap}"))
                {
                    // The statements before it would run.
                    SyntaxErrorAt = at == 0 ? batch.Statements[0].StrayText : null,
                };
        return null;
    }
}
