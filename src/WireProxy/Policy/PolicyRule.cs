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
        && (options.Functions.IsEmpty || CallsFunction(statement));

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
