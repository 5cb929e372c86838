using WireProxy.Configuration;
using WireProxy.Sql.Analysis;

namespace WireProxy.Policy;

/// <summary>One rule, ready to be asked. All of its conditions must hold, over the statement as a whole.</summary>
internal sealed class PolicyRule(string policy, int number, RuleOptions options)
{
    /// <summary>Given out for every statement that the rule matches.</summary>
    public Verdict Verdict { get; } = new(
        options.Effect == RuleEffect.Allow ? VerdictKind.Allow : VerdictKind.Deny,
        policy,
        number,
        options.Message ?? (options.Effect == RuleEffect.Allow ? null : RuleText.Describe(options)));

    public bool Denies => Verdict.Kind != VerdictKind.Allow;

    public bool Matches(StatementSummary statement, IRelationCatalog? catalog) =>
        (options.Statements == StatementKinds.None || options.Statements.Overlaps(statement.Kinds.With(statement.Kind)))
        && (options.Where is null || options.Where == statement.Where)
        && (options.Relations.IsEmpty || NamesRelation(statement, catalog))
        && (options.Functions.IsEmpty || CallsFunction(statement))
        && (options.Fingerprints.IsEmpty || HasFingerprint(statement));

    /// <summary>
    /// Whether the rule is about all of what the statement does, so that it allows it: what <see cref="Matches"/> takes for
    /// possible has to be sure here. A fingerprint tells all of a statement; the other conditions need it read completely.
    /// </summary>
    public bool Covers(StatementSummary statement, IRelationCatalog? catalog) =>
        !Denies
        && (options.Fingerprints.IsEmpty ? statement.Coverage.IsComplete : HasFingerprint(statement))
        && (options.Statements == StatementKinds.None || (statement.Kinds.With(statement.Kind).Bits & ~options.Statements.Bits) == 0)
        && (options.Where is null || options.Where == statement.Where)
        && (options.Relations.IsEmpty || CoversRelations(statement, catalog))
        && (options.Functions.IsEmpty || CoversFunctions(statement));

    private bool HasFingerprint(StatementSummary statement) =>
        statement.Fingerprint is { } fingerprint && options.Fingerprints.Contains(fingerprint);

    private bool CoversRelations(StatementSummary statement, IRelationCatalog? catalog) =>
        !statement.Relations.IsEmpty
        && statement.Relations.All(relation => options.Relations.Any(pattern => pattern.Covers(relation.Name, catalog)));

    private bool CoversFunctions(StatementSummary statement) =>
        !statement.Functions.IsEmpty
        && statement.Functions.All(function => options.Functions.Any(pattern => pattern.Covers(function, null)))
        && statement.Attributes.All(attribute => options.Functions.Any(pattern => pattern.Covers(new SqlName(null, attribute), null)));

    private bool NamesRelation(StatementSummary statement, IRelationCatalog? catalog)
    {
        foreach (RelationAccess relation in statement.Relations)
            foreach (QualifiedPattern pattern in options.Relations)
                if (pattern.MatchesRelation(relation.Name, catalog))
                    return true;
        return false;
    }

    private bool CallsFunction(StatementSummary statement)
    {
        foreach (QualifiedPattern pattern in options.Functions)
        {
            foreach (SqlName function in statement.Functions)
                if (pattern.Matches(function))
                    return true;
            // relation.name calls the function of that name where the relation has no such column.
            foreach (string attribute in statement.Attributes)
                if (pattern.Matches(new SqlName(null, attribute)))
                    return true;
        }
        return false;
    }
}
